import type { ClientBase } from 'pg'

export interface Column {
  name: string
  /** As SQL writes it: `bigint`, `timestamp with time zone`, `bigint[]`. */
  type: string
  nullable: boolean
  identity: 'always' | 'by default' | ''
  default: string | null
}

export interface Table {
  name: string
  columns: Column[]
  /** Their definitions, keys first. */
  constraints: { name: string; definition: string }[]
  /** Definitions of indexes that no constraint made. */
  indexes: string[]
  /** `fillfactor=95` */
  options: string[]
}

/** The tables of the schema `public`, in an order that depends on nothing but their names and definitions. */
export async function readSchema(client: Pick<ClientBase, 'query'>): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    select t.relname as name,
      coalesce(t.reloptions, '{}') as options,
      (select json_agg(json_build_object(
          'name', a.attname,
          'type', format_type(a.atttypid, a.atttypmod),
          'nullable', not a.attnotnull,
          'identity', case a.attidentity when 'a' then 'always' when 'd' then 'by default' else '' end,
          'default', pg_get_expr(d.adbin, d.adrelid)) order by a.attnum)
        from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped) as columns,
      coalesce((select json_agg(json_build_object('name', c.conname, 'definition', pg_get_constraintdef(c.oid))
          order by position(c.contype::text in 'pucf'), c.conname collate "C")
        from pg_constraint c where c.conrelid = t.oid and c.contype <> 'n'), '[]') as constraints,
      coalesce((select json_agg(pg_get_indexdef(i.indexrelid) order by x.relname collate "C")
        from pg_index i join pg_class x on x.oid = i.indexrelid
        where i.indrelid = t.oid and not exists (select from pg_constraint c where c.conindid = i.indexrelid)), '[]') as indexes
    from pg_class t
    where t.relkind = 'r' and t.relnamespace = 'public'::regnamespace
    order by t.relname collate "C"`)
  return rows
}
