import { useTranslation } from 'react-i18next';
import { useText } from '../shared/use-text.ts';
import type { LocalCheck } from './check.ts';

/** What somebody found on the spot, in a few lines. */
export function CheckSummary({ check }: { readonly check: LocalCheck }) {
  const { t } = useTranslation();
  const text = useText();
  const { item, holds, remark, reading, photos, at } = check;
  const unit = item.spec.kind === 'quantity' ? item.spec.unit : '';
  const facts = [
    holds === null ? null : t(holds ? 'field.form.yes' : 'field.form.no'),
    reading === '' ? null : t('field.reading', { reading, unit }),
    photos.length === 0 ? null : t('field.photos', { count: photos.length }),
    at.replace('T', ' '),
  ];
  return (
    <div>
      <b>
        {item.measure} {text(item.title)}
      </b>{' '}
      <span className={`chip ${check.state === 'conflict' || check.state === 'refused' ? 'loop-to-verify' : ''}`}>
        {t(`field.state.${check.state}`)}
      </span>
      <p className="note">
        {text(item.unitName)} · {item.period} · {facts.filter((fact) => fact !== null).join(' · ')}
      </p>
      {remark === '' ? null : <p>{remark}</p>}
    </div>
  );
}
