/** What of a message is known without opening it, as it lies in the index: of a fixed length, so that any is found by its number. */
export interface MessageRecord {
  /** Where its octets begin among those of the file that was read. */
  readonly at: number
  /** Octets, with CR LF. */
  readonly size: number
  /** Seconds since 1970. */
  readonly arrived: number | null
  readonly zoneMinutes: number
  /** Numbers in the lists of the head. */
  readonly folder: number
  readonly flags: number
  /** Of what is wrong with it; 0: nothing. */
  readonly problem: number
  /** 16 octets: by it a message is known again in a later file. */
  readonly digest: Buffer
}

/** Octets of a record. */
export const RECORD = 56

export function writeRecord(record: MessageRecord): Buffer {
  const bytes = Buffer.alloc(RECORD)
  bytes.writeDoubleLE(record.at, 0)
  bytes.writeDoubleLE(record.size, 8)
  bytes.writeDoubleLE(record.arrived ?? Number.NaN, 16)
  bytes.writeInt16LE(record.zoneMinutes, 24)
  bytes.writeUInt32LE(record.folder, 28)
  bytes.writeUInt32LE(record.flags, 32)
  bytes.writeUInt32LE(record.problem, 36)
  record.digest.copy(bytes, 40, 0, 16)
  return bytes
}

/** The record of a place; its digest shares the memory. */
export function readRecord(bytes: Buffer, index: number): MessageRecord {
  const at = index * RECORD
  const arrived = bytes.readDoubleLE(at + 16)
  return {
    at: bytes.readDoubleLE(at),
    size: bytes.readDoubleLE(at + 8),
    arrived: Number.isNaN(arrived) ? null : arrived,
    zoneMinutes: bytes.readInt16LE(at + 24),
    folder: bytes.readUInt32LE(at + 28),
    flags: bytes.readUInt32LE(at + 32),
    problem: bytes.readUInt32LE(at + 36),
    digest: bytes.subarray(at + 40, at + 56),
  }
}
