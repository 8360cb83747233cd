import { isOwnDomain, type MailAddress, Secret } from '../../../../model/index.ts'
import { type Field, SECRET_FIELDS } from '../columns/fields.ts'
import { recogniseRole } from '../roles/recognise.ts'
import { addressInCell, cellText, listInCell } from './cells.ts'
import { FAULTS, PROBLEM_SEVERITY, type ProblemCode, type RowProblem, shownCell } from './problems.ts'
import { decisionOf, kindOf, type ProposedMailbox } from './proposed.ts'
import type { Uniqueness } from './uniqueness.ts'

export interface RowContext {
  readonly uniqueness: Uniqueness
  /** In ASCII; undefined where any domain will do. */
  readonly sourceDomains: ReadonlySet<string> | undefined
  readonly targetDomains: ReadonlySet<string> | undefined
  /** For local parts without a domain. */
  readonly sourceDomain: string | undefined
  readonly targetDomain: string | undefined
  readonly required: 'sourceAddress' | 'targetAddress'
  readonly headings: ReadonlyMap<Field, string>
}

/** Characters that are kept; sheets have more only by mistake. */
const LONGEST: Partial<Record<Field, number>> = { notes: 4_000, sourcePassword: 1_024, targetPassword: 1_024 }
const LONGEST_OTHER = 300
/** Aliases of one mailbox; Microsoft 365 allows 400. */
const MOST_ALIASES = 500
/** What providers' exports have where a password was. */
const MASKED = /^[*•●]+$/u

/** The cells of one row by field, and what is wrong with them. */
export class RowReader {
  readonly problems: RowProblem[] = []
  readonly #row: number
  readonly #cells: ReadonlyMap<Field, readonly string[]>
  readonly #context: RowContext

  constructor(row: number, cells: ReadonlyMap<Field, readonly string[]>, context: RowContext) {
    this.#row = row
    this.#cells = cells
    this.#context = context
  }

  /** The mailbox that the row proposes. */
  read(): ProposedMailbox {
    const source = this.#address('sourceAddress', 'source')
    const target = this.#address('targetAddress', 'target')
    if ((this.#context.required === 'sourceAddress' ? source : target) === undefined) this.#requireAddress()
    if (source !== undefined && source.key === target?.key)
      this.#problem(
        'same-address',
        'targetAddress',
        target.text,
        'Old and new address are the same.',
        'That is right where the domain stays; else correct the new one.',
      )
    const role = recogniseRole((source ?? target)?.local ?? '')
    const written = this.#text('kind')
    const kind = written === undefined ? undefined : kindOf(written)
    if (written !== undefined && kind === undefined)
      this.#problem(
        'unknown-kind',
        'kind',
        written,
        'Nobody knows this kind of mailbox.',
        'Write person or role; until then the address decides.',
      )
    const owner = this.#text('owner')
    const proposed = {
      row: this.#row,
      source,
      target,
      aliases: this.#aliases(source, target),
      contact: this.#contact(),
      firstName: this.#text('firstName'),
      middleName: this.#text('middleName'),
      lastName: this.#text('lastName'),
      displayName: this.#text('displayName'),
      nickname: this.#text('nickname'),
      sourceUser: this.#text('sourceUser'),
      targetUser: this.#text('targetUser'),
      secrets: { source: this.#secret('sourcePassword'), target: this.#secret('targetPassword') },
      department: this.#text('department'),
      project: this.#text('project'),
      wave: this.#text('wave'),
      kind: kind ?? (role !== undefined && role.confidence !== 'guess' ? ('role' as const) : ('person' as const)),
      role,
      owner,
      decision: this.#decision(),
      notes: this.#text('notes'),
    }
    if (proposed.kind === 'role' && owner === undefined)
      this.#problem(
        'role-without-owner',
        'owner',
        source?.text ?? target?.text,
        'A shared address has no owner.',
        'Name somebody who answers for it.',
      )
    return { ...proposed, ready: !this.problems.some((problem) => problem.severity === 'error') }
  }

  #cell(field: Field): string {
    return (this.#cells.get(field) ?? []).filter((cell) => cell.trim() !== '').join(field === 'notes' ? '\n' : ' ')
  }

  #text(field: Field): string | undefined {
    const cell = this.#cell(field)
    const text = field === 'notes' ? cell.replaceAll('\0', ' ').toWellFormed().trim() : cellText(cell)
    if (text === '') return undefined
    const longest = LONGEST[field] ?? LONGEST_OTHER
    if (text.length <= longest) return text
    this.#problem('too-long', field, text, `More than ${longest} characters.`, 'Shorten it.')
    return undefined
  }

  /** Kept exactly as it stands, but for white space around it. */
  #secret(field: 'sourcePassword' | 'targetPassword'): Secret | undefined {
    const value = this.#cell(field).trim()
    if (value === '') return undefined
    if (MASKED.test(value)) {
      this.#problem(
        'empty-secret',
        field,
        undefined,
        'The cell has asterisks in place of the password.',
        'Put the password in, or leave the cell empty and let the employee give it.',
      )
      return undefined
    }
    if (value.length <= (LONGEST[field] ?? LONGEST_OTHER)) return new Secret(value)
    this.#problem('too-long', field, undefined, 'The password is longer than any service takes.', 'Look at the cell.')
    return undefined
  }

  #address(field: 'sourceAddress' | 'targetAddress', side: 'source' | 'target'): MailAddress | undefined {
    const cell = this.#cell(field)
    if (cell.trim() === '') return undefined
    const { address, fault } = addressInCell(cell, this.#context[`${side}Domain`])
    if (address === undefined) {
      const code: ProblemCode =
        fault === 'too-long'
          ? 'address-too-long'
          : fault === 'no-at-sign' && /^[^\s]+$/.test(cell.trim())
            ? 'address-without-domain'
            : 'invalid-address'
      this.#problem(
        code,
        field,
        cell,
        FAULTS[fault],
        code === 'address-without-domain'
          ? 'Add @ and the domain, or say which domain the column is about.'
          : 'Correct the address.',
      )
      return undefined
    }
    const domains = this.#context[`${side}Domains`]
    if (domains !== undefined && !isOwnDomain(address.domain, domains, false))
      this.#problem(
        'foreign-domain',
        field,
        cell,
        `${address.domain} is not among the domains of this move.`,
        'Correct the address, or add the domain to the move.',
      )
    if (address.needsSmtpUtf8)
      this.#problem(
        'smtputf8-address',
        field,
        cell,
        'Letters beyond a to z before the @ reach only servers with SMTPUTF8.',
        'Check that the service takes it, and that there is an address in plain letters beside it.',
      )
    const { inMove, otherRow } = this.#context.uniqueness.claim(side, address.key, this.#row)
    if (otherRow !== undefined)
      this.#problem(
        `duplicate-${side}`,
        field,
        cell,
        `The same address stands in row ${otherRow}.`,
        'Leave one of the two rows.',
        otherRow,
      )
    else if (inMove)
      this.#problem(
        `${side}-in-move`,
        field,
        cell,
        'The move has a mailbox with this address already.',
        'Leave the row out, or change the mailbox that is there.',
      )
    return address
  }

  #requireAddress(): void {
    const { required } = this.#context
    if (this.problems.some((problem) => problem.field === required)) return
    this.#problem(
      'missing-address',
      required,
      undefined,
      required === 'sourceAddress' ? 'The row has no old address.' : 'The row has no new address.',
      'Add it, or leave the row out.',
    )
  }

  #aliases(source: MailAddress | undefined, target: MailAddress | undefined): MailAddress[] {
    const found = new Map<string, MailAddress>()
    for (const one of (this.#cells.get('aliases') ?? []).flatMap(listInCell).slice(0, MOST_ALIASES)) {
      const { address, fault } = addressInCell(one, this.#context.sourceDomain)
      if (address === undefined)
        this.#problem('invalid-alias', 'aliases', one, FAULTS[fault], 'Correct it; without that it is not taken over.')
      else if (address.key !== source?.key && address.key !== target?.key) found.set(address.key, address)
    }
    return [...found.values()]
  }

  #contact(): MailAddress | undefined {
    const cell = this.#cell('contactAddress')
    if (cell.trim() === '') return undefined
    const { address, fault } = addressInCell(cell, undefined)
    if (address === undefined)
      this.#problem(
        'invalid-contact',
        'contactAddress',
        cell,
        FAULTS[fault],
        'Correct it; without that it is not taken over.',
      )
    return address
  }

  #decision(): ProposedMailbox['decision'] {
    const written = this.#text('decision')
    if (written === undefined) return undefined
    const decision = decisionOf(written)
    if (decision === undefined)
      this.#problem(
        'unknown-decision',
        'decision',
        written,
        'Nobody knows this decision.',
        'Write move, archive only, stay, or leave behind.',
      )
    return decision
  }

  #problem(
    code: ProblemCode,
    field: Field,
    cell: string | undefined,
    message: string,
    remedy: string,
    otherRow?: number,
  ): void {
    this.problems.push({
      row: this.#row,
      code,
      severity: PROBLEM_SEVERITY[code],
      field,
      column: this.#context.headings.get(field),
      cell: cell === undefined || SECRET_FIELDS.has(field) ? undefined : shownCell(cell),
      message,
      remedy,
      ...(otherRow === undefined ? {} : { otherRow }),
    })
  }
}
