import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { withUnit } from '../shared/format.ts';
import { Go } from '../shared/go.tsx';
import { useText } from '../shared/use-text.ts';
import { addressOfList } from './address-of-list.ts';

type Figure = Schemas['RegisterFigure'];

interface CountedFigureProps {
  readonly figure: Figure;
  /** What the report holds; a report that was handed in keeps the figure of its day */
  readonly value: string | null;
  /** What is to be reached; `null`: not said */
  readonly target: string | null;
}

/** A figure that a register counts, where it comes from, and the way to its list. */
export function CountedFigure({ figure, value, target }: CountedFigureProps) {
  const { t } = useTranslation();
  const text = useText();
  const own = figure.unitName === null ? '' : t('registers.counted.own', { unit: text(figure.unitName) });
  return (
    <p className="counted">
      {value === null ? (
        t('registers.counted.none')
      ) : (
        <b>
          {withUnit(value, figure.unitText)}
          {target === null ? '' : ` / ${withUnit(target, figure.unitText)}`}
        </b>
      )}{' '}
      {t('registers.counted.from', { register: text(figure.registerName), count: text(figure.countName) })}
      {own} <Go to={addressOfList(figure)}>{t('registers.counted.list', { count: figure.listed })}</Go>
      {figure.missing > 0 ? (
        <small className="doubt"> {t('registers.counted.missing', { count: figure.missing })}</small>
      ) : null}
      <br />
      <small>{t('registers.counted.filled')}</small>
    </p>
  );
}
