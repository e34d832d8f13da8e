import { useTranslation } from 'react-i18next';
import { useAddress } from '../shared/address.ts';
import { SelectField } from '../shared/fields.tsx';
import { Go } from '../shared/go.tsx';
import { useText } from '../shared/use-text.ts';
import { responseAddress, when, type Enterprise, type ResponseDetail } from './response-queries.ts';

/** What of the list is shown: by what is still missing, or what there is. */
const SHOWN = {
  all: ({ measure }: Enterprise) => measure !== '',
  untold: ({ measure, told }: Enterprise) => measure !== '' && told === null,
  unchecked: ({ measure, checks }: Enterprise) => measure !== '' && checks === 0,
  checked: ({ measure, checks }: Enterprise) => measure !== '' && checks > 0,
  violating: ({ violations }: Enterprise) => violations > 0,
  idle: ({ measure }: Enterprise) => measure === '',
} as const;
const CHOICES = ['all', 'untold', 'unchecked', 'checked', 'violating', 'idle'] as const;

/** The enterprises of the frozen list, those that act under the level first. */
export function EnterpriseTable({ detail }: { readonly detail: ResponseDetail }) {
  const { t } = useTranslation();
  const text = useText();
  const [address, change] = useAddress();
  const show = CHOICES.find((known) => known === address.get('show')) ?? 'all';
  const unit = address.get('unit') ?? '';
  const rows = detail.enterprises.filter(
    (one) => SHOWN[show](one) && (unit === '' || one.units.some(({ id }) => id === unit)),
  );
  return (
    <>
      <div className="filters">
        <SelectField name={t('responses.column.unit')} value={unit} set={(value) => change({ unit: value })}>
          <option value="">{t('app.all')}</option>
          {detail.units.map(({ id, name }) => (
            <option key={id} value={id}>
              {text(name)}
            </option>
          ))}
        </SelectField>
        <SelectField
          name={t('responses.show.title')}
          value={show}
          set={(value) => change({ show: value === 'all' ? null : value })}
        >
          {CHOICES.map((choice) => (
            <option key={choice} value={choice}>
              {t(`responses.show.${choice}`)}
            </option>
          ))}
        </SelectField>
      </div>
      <p className="listed">{t('responses.listed', { count: rows.length })}</p>
      {rows.length === 0 ? (
        <p className="empty">{t('responses.noEnterprise')}</p>
      ) : (
        <div className="scroll">
          <table className="responses cards">
            <thead>
              <tr>
                <th>{t('responses.column.enterprise')}</th>
                <th className="c-measure">{t('responses.column.measure')}</th>
                <th>{t('responses.column.units')}</th>
                <th>{t('responses.column.contact')}</th>
                <th>{t('responses.column.told')}</th>
                <th>{t('responses.column.checks')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((one) => (
                <Row key={one.key} one={one} detail={detail} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

function Row({ one, detail }: { readonly one: Enterprise; readonly detail: ResponseDetail }) {
  const { t } = useTranslation();
  const text = useText();
  const { contact } = one;
  const grade = one.grade ? text(one.grade) : '';
  return (
    <tr>
      <th scope="row">
        {one.name}
        <small>{[one.key, one.industry, grade, one.line].filter((part) => part !== '').join(' · ')}</small>
      </th>
      <td>
        {one.measure === '' ? t('responses.nothingToDo') : one.measure}
        {one.cut === null || one.measure === '' ? null : <small>{t('responses.cut', { cut: one.cut })}</small>}
        {one.vehicles === '' ? null : <small>{one.vehicles}</small>}
      </td>
      <td data-label={t('responses.column.units')}>{one.units.map(({ name }) => text(name)).join(t('app.listSep'))}</td>
      <td data-label={t('responses.column.contact')}>
        {contact ? (
          <>
            {contact.person}
            <small>{contact.phone}</small>
          </>
        ) : (
          '–'
        )}
      </td>
      <td data-label={t('responses.column.told')}>
        {one.told ? (
          <>
            {when(one.told.at)}
            <small>{one.told.by}</small>
          </>
        ) : one.measure === '' ? (
          '–'
        ) : (
          <span className="silent">{t('responses.silent')}</span>
        )}
      </td>
      <td data-label={t('responses.column.checks')}>
        {one.checks > 0 ? t('responses.checksOf', { checks: one.checks, violations: one.violations }) : '–'}
        {detail.mayCheck ? (
          <small className="screen-only">
            <Go to={`${responseAddress(detail.row.id)}/check?enterprise=${encodeURIComponent(one.key)}`}>
              {t('responses.check.record')}
            </Go>
          </small>
        ) : null}
      </td>
    </tr>
  );
}
