import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parseDay, yearPeriod } from '@qingshan/kernel';

/** Hourly values of each station over a calendar year, by parameter as the files call it; NaN is an hour without one. */
export type HoursOfYear = ReadonlyMap<string, ReadonlyMap<string, Float64Array>>;

/** The joined file `beijing_<year>.csv.gz`, the parameters asked for. */
export function readHours(folder: string, year: number, parameters: readonly string[]): HoursOfYear {
  const { first, last } = yearPeriod(year);
  const length = (last - first + 1) * 24;
  const [header = '', ...lines] = gunzipSync(readFileSync(`${folder}/beijing_${year}.csv.gz`))
    .toString('utf8')
    .split('\n');
  const names = header.trim().split(',').slice(3);
  const result = new Map(
    parameters.map((parameter) => [
      parameter,
      new Map(names.map((name) => [name, new Float64Array(length).fill(Number.NaN)])),
    ]),
  );
  for (const line of lines) {
    const [date = '', hour = '', type = '', ...cells] = line.trim().split(',');
    const stations = result.get(type);
    const at = ((parseDay(date) ?? 0) - first) * 24 + Number(hour);
    if (!stations || at < 0 || at >= length) continue;
    names.forEach((name, i) => {
      const [cell = '', values] = [cells[i], stations.get(name)];
      if (cell !== '' && values) values[at] = Number(cell);
    });
  }
  return result;
}
