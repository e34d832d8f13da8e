import { codeAndField } from './readings.ts';
import { fieldOf, type Telegram } from './telegram.ts';

export const RAW_COLUMNS = ['mn', 'cn', 'data_time', 'code', 'field', 'value', 'flag'] as const;

/** One value as received; `data_time` and `flag` are empty where none was sent, `code` where the field belongs to none. */
export type RawRow = Readonly<Record<(typeof RAW_COLUMNS)[number], string>>;

/** Every field of CP as received, each beside the data flag of its code, so that what a device sent can be compared with what is stored. */
export function rawRows(telegram: Telegram): RawRow[] {
  const flags = new Map<string, string>();
  const fields = telegram.items.flat().map(({ name, value }) => {
    const [code, field] = codeAndField(name);
    if (code !== '' && field === 'Flag') flags.set(code, value);
    return { code, field, value };
  });
  const common = { mn: telegram.mn, cn: telegram.cn, data_time: fieldOf(telegram, 'DataTime') ?? '' };
  return fields
    .filter(({ code, field }) => field !== (code === '' ? 'DataTime' : 'Flag'))
    .map(({ code, field, value }) => ({ ...common, code, field, value, flag: flags.get(code) ?? '' }));
}
