import type { DnsResolver, MxRecord, SrvRecord } from '../../../dns/index.ts'

export interface FakeRecords {
  readonly mx?: Readonly<Record<string, readonly MxRecord[]>>
  readonly srv?: Readonly<Record<string, readonly SrvRecord[]>>
  readonly txt?: Readonly<Record<string, readonly string[]>>
  readonly cname?: Readonly<Record<string, string>>
}

/** Records without a name server; whatever is not told is not there. */
export const fakeDns = ({ mx = {}, srv = {}, txt = {}, cname = {} }: FakeRecords): DnsResolver => ({
  mx: async (name) => mx[name] ?? [],
  srv: async (name) => srv[name] ?? [],
  txt: async (name) => txt[name] ?? [],
  cname: async (name) => cname[name],
  addresses: async () => [],
})
