import { useTranslation } from 'react-i18next';
import { useDraft } from '../shared/fields.tsx';

interface MonthSliderProps {
  readonly name: string;
  readonly months: readonly string[];
  /** `null`: what stands behind the last month */
  readonly month: string | null;
  /** What stands behind the last month, in words */
  readonly end: string;
  readonly choose: (month: string | null) => void;
}

/** The months of a year in a row and one place more behind them, by mouse, finger and arrow keys. */
export function MonthSlider({ name, months, month, end, choose }: MonthSliderProps) {
  const { t } = useTranslation();
  const place = month === null ? months.length : Math.max(0, months.indexOf(month));
  const [draft, setDraft] = useDraft(place);
  const text = months[draft] ?? end;
  return (
    <label className="month-slider" title={t('map.timeHint')}>
      <span>
        {name} <b>{text}</b>
      </span>
      <input
        type="range"
        min={0}
        max={months.length}
        step={1}
        value={draft}
        aria-valuetext={text}
        onChange={(e) => {
          setDraft(Number(e.target.value));
          choose(months[Number(e.target.value)] ?? null);
        }}
      />
    </label>
  );
}
