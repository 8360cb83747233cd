import { type DragEvent, useState } from 'react'
import { Icon } from '../../../../parts/icon.tsx'
import { Trouble } from '../../../../parts/problem.tsx'
import { useWords } from '../../../../words/use-words.ts'
import pages from '../../../pages.module.css'
import classes from './people.module.css'

/** Octets that the server reads of a file. */
const LARGEST = 20 * 1024 * 1024
const READ = /\.(?:csv|tsv|txt|xlsx)$/i

/** A file that is dropped or chosen, in base64. */
export function FileDrop({ onFile }: { readonly onFile: (name: string, base64: string) => void }) {
  const { t } = useWords()
  const [over, setOver] = useState(false)
  const [wrong, setWrong] = useState<'kind' | 'large' | 'unreadable'>()
  const take = async (file: File | undefined) => {
    if (file === undefined) return
    const fault = !READ.test(file.name) ? 'kind' : file.size > LARGEST ? 'large' : undefined
    setWrong(fault)
    if (fault !== undefined) return
    try {
      onFile(file.name, await base64Of(file))
    } catch {
      // It was moved away, or nobody may read it.
      setWrong('unreadable')
    }
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void take(event.dataTransfer.files[0])
  }
  return (
    <div className={classes.form}>
      <label
        className={classes.drop}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <Icon name="file" size={28} />
        <strong>{t('importing.file.drop')}</strong>
        <span className={classes.choose}>{t('importing.file.choose')}</span>
        <input
          type="file"
          accept=".csv,.tsv,.txt,.xlsx"
          className={classes.heard}
          onChange={({ currentTarget }) => void take(currentTarget.files?.[0])}
        />
        <span className={pages.quiet}>{t('importing.file.which')}</span>
      </label>
      {wrong !== undefined && (
        <Trouble title={t(`importing.file.${wrong}.title`)} remedy={t(`importing.file.${wrong}.remedy`)} />
      )}
      <p className={pages.quiet}>{t('importing.nothingYet')}</p>
    </div>
  )
}

const base64Of = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    // `data:…;base64,` stands before it.
    reader.onload = () => resolve(typeof reader.result === 'string' ? reader.result.replace(/^[^,]*,/, '') : '')
    reader.onerror = () => reject(reader.error ?? new Error('The file was not read.'))
    reader.readAsDataURL(file)
  })
