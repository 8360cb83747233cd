import classes from '../panel.module.css'

const WEB_ADDRESS = /https?:\/\/[^\s<>"]+/

/** What somebody has noted about a mailbox; a web address in it can be opened. */
export function Notes({ text }: { readonly text: string }) {
  const parts = text.split(new RegExp(`(${WEB_ADDRESS.source})`))
  return (
    <p className={classes.notes} dir="auto">
      {parts.map((part, index) =>
        WEB_ADDRESS.test(part) ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text stand where they stand
          <a key={index} href={part} target="_blank" rel="noopener noreferrer" dir="ltr">
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </p>
  )
}
