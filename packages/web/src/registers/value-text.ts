import { useTranslation } from 'react-i18next';
import { useText } from '../shared/use-text.ts';
import type { EntryValue, RegisterDetail, RegisterField } from './register-queries.ts';

/** A file of the evidence store among the names of photos */
export const FILE_ID = /^[0-9a-f]{64}$/;
const SHORT = 8;

export function isPlace(value: EntryValue): value is Extract<EntryValue, { lon: number }> {
  return typeof value === 'object' && 'lon' in value;
}

/** How a value of a register is written in the language of the page; without its unit. */
export function useValueText(register: Pick<RegisterDetail, 'units'>): (field: RegisterField, v: EntryValue) => string {
  const { t } = useTranslation();
  const text = useText();
  const units = new Map(register.units.map((unit) => [unit.id, unit.name]));
  const word = (field: RegisterField, id: string): string => {
    const found = field.words.find((w) => w.id === id)?.name ?? units.get(id);
    if (found) return text(found);
    return FILE_ID.test(id) ? id.slice(0, SHORT) : id;
  };
  return (field, value) => {
    if (typeof value === 'boolean') return t(value ? 'app.yes' : 'app.no');
    if (typeof value === 'number') return String(value);
    if (isPlace(value)) {
      const digits = value.blurred === undefined ? 5 : 2;
      const plain = `${value.lat.toFixed(digits)}°N, ${value.lon.toFixed(digits)}°E`;
      return value.blurred === undefined ? plain : t('registers.blurred', { place: plain });
    }
    if (Array.isArray(value)) return value.map((id) => word(field, id)).join(t('app.listSep'));
    return field.type === 'time' ? value.replace('T', ' ') : word(field, value);
  };
}
