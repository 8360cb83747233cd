/** Hours of the day, in minutes since midnight where the program runs; over midnight where `to` is not after `from`. */
export interface Hours {
  readonly from: number
  readonly to: number
}

const minuteOf = (date: Date): number => date.getHours() * 60 + date.getMinutes()

const isWithin = ({ from, to }: Hours, minute: number): boolean =>
  from < to ? minute >= from && minute < to : minute >= from || minute < to

/** When the hours begin next: now where they have begun. Milliseconds since 1970. */
export function opensAt(hours: Hours, now: number): number {
  const date = new Date(now)
  if (isWithin(hours, minuteOf(date))) return now
  const begin = (days: number) =>
    new Date(date.getFullYear(), date.getMonth(), date.getDate() + days, 0, hours.from).getTime()
  const today = begin(0)
  return today > now ? today : begin(1)
}
