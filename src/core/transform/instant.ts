/** Days since 1970-01-01 of a day in the Gregorian calendar, carried back to the year 1. */
export function dayNumber(year: number, month: number, day: number): number {
  // Years from March, so that the leap day is the last: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** Seconds since 1970 of `2024-02-29 13:45:00`, read as UTC. */
export function unixOf(iso: string): number {
  const days = dayNumber(Number(iso.slice(0, 4)), Number(iso.slice(5, 7)), Number(iso.slice(8, 10)));
  return days * 86_400 + Number(iso.slice(11, 13)) * 3600 + Number(iso.slice(14, 16)) * 60 + Number(iso.slice(17, 19));
}

/** `2024-02-29 13:45:00` of whole seconds since 1970, in UTC. Years 1 to 9999. */
export function isoFromUnix(seconds: number): string {
  // A date without a clock: nothing here asks what time it is.
  return new Date(seconds * 1000).toISOString().replace(/^\+00/, '').slice(0, 19).replace('T', ' ');
}
