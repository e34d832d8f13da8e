import { calendarOf, parseDay } from '@qingshan/kernel';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { AQI_COLOURS } from '../charts/theme.ts';
import { ViewSwitch } from '../shared/view-switch.tsx';
import { AqiTable } from './aqi-table.tsx';
import { useAqiWords } from './use-aqi-words.ts';

type Day = Schemas['CalendarDay'];
const LEVELS = [1, 2, 3, 4, 5, 6] as const;

const colourOf = (level: number | null) => (level === null ? undefined : AQI_COLOURS[level - 1]);

/** Monday is 0; 1970-01-01 was a Thursday. */
const weekdayOf = (day: string): number => ((((parseDay(day) ?? 0) + 3) % 7) + 7) % 7;

function byMonth(days: readonly Day[]): Map<string, Day[]> {
  return Map.groupBy(days, (d) => d.day.slice(0, 7));
}

/** Every day of the year in the official colour of its AQI level, with the number of the level in it. */
export function AqiCalendar({ days }: { readonly days: readonly Day[] }) {
  const { t } = useTranslation();
  const [view, setView] = useState<'chart' | 'table'>('chart');
  return (
    <section>
      <div className="section-head">
        <h2>{t('target.calendar')}</h2>
        <ViewSwitch view={view} choose={setView} />
      </div>
      <Legend days={days} />
      {view === 'chart' ? (
        <div className="calendar">
          {[...byMonth(days)].map(([month, list]) => (
            <Month key={month} month={month} days={list} />
          ))}
        </div>
      ) : (
        <AqiTable days={days} />
      )}
      <p className="note">{t('target.calendarNote')}</p>
    </section>
  );
}

function Legend({ days }: { readonly days: readonly Day[] }) {
  const { t } = useTranslation();
  const missing = days.filter((d) => d.level === null).length;
  return (
    <ul className="levels">
      {LEVELS.map((level) => (
        <li key={level}>
          <Cell level={level} /> {t(`aqi.level${level}`)}{' '}
          <b>{t('aqi.daysAt', { count: days.filter((d) => d.level === level).length })}</b>
        </li>
      ))}
      {missing === 0 ? null : (
        <li>
          <Cell level={null} /> {t('aqi.none')} <b>{t('aqi.daysAt', { count: missing })}</b>
        </li>
      )}
    </ul>
  );
}

function Cell({ level, title, column }: { level: number | null; title?: string; column?: number }) {
  const colour = colourOf(level);
  return (
    <i
      className={colour ? 'cell' : 'cell missing'}
      title={title}
      style={{
        ...(colour ? { background: colour.fill, color: colour.ink } : {}),
        ...(column === undefined ? {} : { gridColumn: column }),
      }}
    >
      {level ?? ''}
    </i>
  );
}

function Month({ month, days }: { readonly month: string; readonly days: readonly Day[] }) {
  const words = useAqiWords();
  const { t } = useTranslation();
  const label = t('aqi.weekdays');
  return (
    <div className="month" role="img" aria-label={`${month}: ${days.map((d) => words(d)).join('; ')}`}>
      <b>{month}</b>
      <div className="cells">
        {Array.from(label, (letter, i) => (
          <span key={i} className="weekday">
            {letter}
          </span>
        ))}
        {days.map((d) => (
          <Cell
            key={d.day}
            level={d.level}
            title={words(d)}
            {...(calendarOf(parseDay(d.day) ?? 0).date === 1 ? { column: weekdayOf(d.day) + 1 } : {})}
          />
        ))}
      </div>
    </div>
  );
}
