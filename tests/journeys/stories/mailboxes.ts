import { moves, organisations, people } from '@caravan/contract'
import { signIn } from '@caravan/server/testing'
import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { complaintsOf, expectWellMade, openBrowser, PHONE, WIDE } from '../testing/browser.ts'
import { expectByKeyboard, expectOpensAndShuts } from '../testing/keyboard.ts'
import { begin } from '../testing/owner.ts'
import { type RunningServe, serve } from '../testing/serve.ts'
import { temporaryFolder } from '../testing/temporary.ts'

/** What somebody who reads these languages presses and sees. */
const SAID = {
  en: {
    locale: 'en-GB',
    all: '300 mailboxes',
    one: '1 mailbox',
    decision: /^Decision/,
    undecided: /^Not decided/,
    selected: '3 selected',
    three: '3',
    decide: 'Decide',
    moves: 'Moves',
    yes: 'Do it',
    changed: '3 mailboxes were changed.',
    after: '297 mailboxes',
    close: 'Close the mailbox',
    pause: 'Pause',
    paused: 'paused',
    resume: 'Resume',
    noExceptions: 'No exceptions',
    exceptions: 'Exceptions',
  },
  fa: {
    locale: 'fa-IR',
    all: '۳۰۰ صندوق',
    one: '۱ صندوق',
    decision: /^تصمیم/,
    undecided: /^بدون تصمیم/,
    selected: '۳ صندوق انتخاب شده',
    three: '۳',
    decide: 'تصمیم',
    moves: 'جابه‌جا می‌شود',
    yes: 'انجام شود',
    changed: '۳ صندوق تغییر کردند.',
    after: '۲۹۷ صندوق',
    close: 'بستن صندوق',
    pause: 'توقف موقت',
    paused: 'موقتاً متوقف',
    resume: 'ادامه',
    noExceptions: 'استثنایی نیست',
    exceptions: 'استثناها',
  },
  ru: {
    locale: 'ru-RU',
    all: '300 ящиков',
    one: '1 ящик',
    decision: /^Решение/,
    undecided: /^Не решено/,
    selected: 'Отмечено 3',
    three: '3',
    decide: 'Решение',
    moves: 'Переезжает',
    yes: 'Выполнить',
    changed: 'Изменено 3 ящика.',
    after: '297 ящиков',
    close: 'Закрыть ящик',
    pause: 'Приостановить',
    paused: 'приостановлен',
    resume: 'Продолжить',
    noExceptions: 'Исключений нет',
    exceptions: 'Исключения',
  },
  zh: {
    locale: 'zh-CN',
    all: '300 个邮箱',
    one: '1 个邮箱',
    decision: /^去留/,
    undecided: /^未决定/,
    selected: '已选 3 个',
    three: '3',
    decide: '决定去留',
    moves: '迁移',
    yes: '执行',
    changed: '已修改 3 个邮箱。',
    after: '297 个邮箱',
    close: '关闭邮箱',
    pause: '暂停',
    paused: '已暂停',
    resume: '继续',
    noExceptions: '没有例外',
    exceptions: '例外',
  },
} as const

const COUNT = 300
const address = (n: number) => `person${String(n).padStart(3, '0')}@old.example`
const TABLE = ['E-mail,Name', ...Array.from({ length: COUNT }, (_, n) => `${address(n)},Person ${n} of the move`)].join(
  '\n',
)

/** A move with its people, by the API. */
async function furnish(caravan: RunningServe) {
  const owner = await begin(caravan)
  const client = await signIn(caravan.url, owner.email, owner.password)
  const { organisations: mine } = await client.call(organisations.me, {})
  const organisation = mine[0]?.id ?? ''
  const { id: move } = await client.call(moves.makeMove, {
    params: { organisation },
    body: { name: 'Out of the old', kind: 'new-addresses', ownDomains: ['old.example'] },
  })
  const params = { organisation, move }
  const input = { pasted: TABLE }
  const { sha256 } = await client.call(people.previewImport, { params, body: { input } })
  const { imported } = await client.call(people.confirmImport, { params, body: { input, sha256 } })
  expect(imported).toBe(COUNT)
  return { owner, client, params, page: `${caravan.url}/organisations/${organisation}/moves/${move}` }
}

/** The story in one language. */
export function mailboxesStory(language: keyof typeof SAID): void {
  const said = SAID[language]
  describe(`the mailboxes in the console in the language ${language}`, { timeout: 120_000 }, () => {
    let caravan: RunningServe
    let context: BrowserContext
    let page: Page
    let complaints: string[]
    let made: Awaited<ReturnType<typeof furnish>>
    beforeAll(async () => {
      caravan = await serve(temporaryFolder(`mailboxes-${language}`))
      made = await furnish(caravan)
      context = await openBrowser({ locale: said.locale })
      await context.addCookies(await made.owner.cookies())
      page = await context.newPage()
      complaints = complaintsOf(page)
      return async () => {
        await context.close()
        await caravan.stop()
      }
    }, 120_000)

    const row = (n: number) => page.getByRole('row').filter({ hasText: address(n) })
    const text = (exact: string) => page.getByText(exact, { exact: true })

    it('lists 300, draws those that are seen, and goes to the last with one key', async () => {
      await page.goto(`${made.page}/mailboxes`)
      await text(said.all).waitFor()
      await row(0).waitFor()
      await expectWellMade(page)
      expect(await page.getByRole('grid').getAttribute('aria-rowcount')).toBe(String(COUNT + 1))
      expect(await page.getByRole('row').count()).toBeLessThan(60)
      await page.getByRole('grid').focus()
      await page.keyboard.press('End')
      await row(COUNT - 1).waitFor()
      await page.keyboard.press('Home')
      await row(0).waitFor()
    })

    it('finds one by a word of its name while one types', async () => {
      await page.keyboard.press('/')
      await page.keyboard.type('PERSON 271 OF')
      await text(said.one).waitFor()
      await row(271).waitFor()
      expect(new URL(page.url()).searchParams.get('q')).toBe('PERSON 271 OF')
      await page.getByRole('searchbox').fill('')
      await text(said.all).waitFor()
    })

    it('shows who is not decided, ticks three by the keys, and decides for them at once', async () => {
      await page.getByRole('search').getByRole('button', { name: said.decision }).click()
      await page.getByRole('menuitemradio', { name: said.undecided }).click()
      await page.waitForURL('**decision=undecided**')
      await row(0).waitFor()
      await page.getByRole('grid').focus()
      for (const key of ['j', 'x', 'j', 'x', 'j', 'x']) await page.keyboard.press(key)
      await text(said.selected).waitFor()
      await expectWellMade(page)
      await page
        .getByRole('region', { name: said.selected })
        .getByRole('button', { name: said.decide, exact: true })
        .click()
      await page.getByRole('menuitem', { name: said.moves, exact: true }).click()
      await page.getByRole('dialog').waitFor()
      await expectWellMade(page)
      await page.getByRole('button', { name: said.yes, exact: true }).click()
      await text(said.changed).waitFor()
      // They are not undecided any more.
      await row(3).waitFor()
      expect(await row(0).count()).toBe(0)
      const { total } = await made.client.call(people.countMailboxes, {
        params: made.params,
        query: { decision: 'move' },
      })
      expect(total).toBe(3)
    })

    it('opens a mailbox beside the list, and has both again after a reload', async () => {
      await page.getByRole('grid').focus()
      await page.keyboard.press('j')
      await page.keyboard.press('Enter')
      const panel = page.getByRole('complementary')
      await panel.getByText(address(3)).waitFor()
      // The name is a link, and so is the row: either opens it here.
      for (const n of [4, 3]) {
        await row(n).getByRole('link').click()
        await panel.getByText(address(n)).waitFor()
      }
      expect(await row(4).isVisible()).toBe(true)
      await expectWellMade(page)
      await page.reload()
      await panel.getByText(address(3)).waitFor()
      await text(said.after).waitFor()
      await row(4).waitFor()
      expect(await row(0).count()).toBe(0)
      await page.setViewportSize(PHONE)
      await row(4).waitFor({ state: 'hidden' })
      await expectWellMade(page)
      await panel.getByRole('button', { name: said.close }).click()
      await row(4).waitFor()
      await expectWellMade(page)
      await page.setViewportSize(WIDE)
    })

    it('decides for a mailbox and lets it stand still and go on beside the list, by the keyboard alone', async () => {
      await page.goto(`${made.page}/mailboxes`)
      await row(0).waitFor()
      await page.getByRole('grid').focus()
      await page.keyboard.press('j')
      await page.keyboard.press('Enter')
      const panel = page.getByRole('complementary')
      const decide = panel.getByRole('button', { name: said.decide, exact: true })
      await decide.waitFor()
      await expectByKeyboard(page)
      await expectOpensAndShuts(page, decide)
      await panel.getByRole('button', { name: said.pause, exact: true }).press('Enter')
      await panel.getByText(said.paused, { exact: true }).first().waitFor()
      await panel.getByRole('button', { name: said.resume, exact: true }).press('Enter')
      await panel.getByRole('button', { name: said.pause, exact: true }).waitFor()
    })

    it('changes a row where it stands when somebody else changes the mailbox', async () => {
      await page.goto(`${made.page}/mailboxes?columns=decision`)
      await row(5).waitFor()
      const { items } = await made.client.call(people.listMailboxes, {
        params: made.params,
        query: { text: address(5) },
      })
      await made.client.call(people.changeMailbox, {
        params: { ...made.params, mailbox: items[0]?.id ?? '' },
        body: { decision: 'move' },
      })
      await row(5).getByText(said.moves, { exact: true }).waitFor()
    })

    it('asks a pass to delete only what is ticked and confirmed by the number of mailboxes (its answer is played, not live)', async () => {
      const asked: unknown[] = []
      await page.route('**/mailboxes/passes', (route) => {
        asked.push(route.request().postDataJSON())
        return route.fulfill({ status: 202, json: { requested: 3, open: 0, notReady: 0 } })
      })
      const bar = page.getByRole('region', { name: said.selected })
      for (const deletes of [false, true]) {
        for (const n of [6, 7, 8]) await row(n).getByRole('checkbox').check()
        await bar.locator('button[aria-haspopup=menu]').last().click()
        await page.getByRole('menuitem').nth(2).click()
        const dialog = page.getByRole('dialog')
        await dialog.waitFor()
        const yes = dialog.getByRole('button').last()
        if (deletes) {
          await dialog.getByRole('checkbox').check()
          expect(await yes.isDisabled()).toBe(true)
          await expectWellMade(page)
          await dialog.getByRole('textbox').fill(said.three)
        }
        await yes.click()
        await dialog.waitFor({ state: 'detached' })
        // Nothing is ticked once it was asked for: what is ticked before that would be lost with it.
        await bar.waitFor({ state: 'detached' })
      }
      await page.unroute('**/mailboxes/passes')
      expect(asked).toMatchObject([{ kind: 'delta' }, { kind: 'delta', options: { deleteGone: 'share' } }])
      expect(asked[0]).not.toHaveProperty('options')
    })

    it('gives the list that is shown as a file, and says what exceptions are where there are none', async () => {
      const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /CSV/ }).click()])
      expect(file.suggestedFilename()).toBe('mailboxes.csv')
      await page.getByRole('link', { name: said.exceptions, exact: true }).click()
      await text(said.noExceptions).waitFor()
      await expectWellMade(page)
      expect(complaints).toEqual([])
    })
  })
}
