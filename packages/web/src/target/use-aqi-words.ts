import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { useText } from '../shared/use-text.ts';
import { useWords } from '../shared/use-words.ts';

const NAMES = ['level1', 'level2', 'level3', 'level4', 'level5', 'level6'] as const;

export function useLevelName(): (level: number | null) => string {
  const { t } = useTranslation();
  return (level) => {
    const key = level === null ? undefined : NAMES[level - 1];
    return key === undefined ? t('aqi.none') : t(`aqi.${key}`);
  };
}

/** A day of the calendar in words: level, AQI, primary pollutant, or why there is none. */
export function useAqiWords(): (day: Schemas['CalendarDay']) => string {
  const { t } = useTranslation();
  const text = useText();
  const name = useLevelName();
  const parameter = useWords();
  return (d) => {
    if (d.aqi === null) return [d.day, t('aqi.none'), d.reason ? text(d.reason) : ''].filter(Boolean).join(' ');
    const words = t('aqi.day', { day: d.day, aqi: d.aqi, level: name(d.level) });
    return d.primary.length === 0
      ? words
      : `${words}${t('app.listSep')}${t('aqi.primary', { list: d.primary.map(parameter).join(t('app.listSep')) })}`;
  };
}
