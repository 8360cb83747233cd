/** Workbooks for tests of what reads tables. */
export { writeWorkbook } from './workbook.ts'
