import { useTranslation } from 'react-i18next';
import { useAddress } from '../shared/address.ts';
import { useText } from '../shared/use-text.ts';
import { when, type ResponseDetail } from './response-queries.ts';

/** Units that were notified of the level in force; the silent ones first. */
export function UnitTable({ detail: { units } }: { readonly detail: ResponseDetail }) {
  const { t } = useTranslation();
  const text = useText();
  const [, change] = useAddress();
  const ordered = units.toSorted((a, b) => (a.confirmedAt ?? '').localeCompare(b.confirmedAt ?? ''));
  return (
    <div className="scroll">
      <table className="responses cards">
        <thead>
          <tr>
            <th>{t('responses.column.unit')}</th>
            <th>{t('responses.column.notified')}</th>
            <th>{t('responses.column.confirmed')}</th>
            <th>{t('responses.count.told')}</th>
          </tr>
        </thead>
        <tbody>
          {ordered.map((unit) => (
            <tr key={unit.id}>
              <th scope="row">{text(unit.name)}</th>
              <td className="nowrap" data-label={t('responses.column.notified')}>
                {when(unit.notifiedAt)}
              </td>
              <td data-label={t('responses.column.confirmed')}>
                {unit.confirmedAt ? (
                  <>
                    {when(unit.confirmedAt)}
                    <small>
                      {[unit.confirmedBy, unit.note].filter((part) => part !== null && part !== '').join(' · ')}
                    </small>
                  </>
                ) : (
                  <span className="silent">{t('responses.silent')}</span>
                )}
              </td>
              <td data-label={t('responses.count.told')}>
                {unit.enterprises === 0 ? (
                  '–'
                ) : (
                  <button
                    type="button"
                    className="link"
                    onClick={() => change({ view: 'enterprises', unit: unit.id, show: null })}
                  >
                    {t('responses.of', { done: unit.told, all: unit.enterprises })}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
