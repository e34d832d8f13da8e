import { queryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, client, type Schemas } from '../api/client.ts';
import { SelectField } from '../shared/fields.tsx';
import { Go } from '../shared/go.tsx';
import { Loaded } from '../shared/loaded.tsx';
import { Page } from '../shared/page.tsx';
import { useSelection } from '../shared/use-selection.ts';
import { useText } from '../shared/use-text.ts';
import { BulkOutcome } from './bulk-outcome.tsx';
import { useClaim } from './use-claim.ts';
import { verifyReport } from './loop-queries.ts';
import { useBulk } from './use-bulk.ts';
import './loop.css';

type Item = Schemas['FieldItem'];

const awaitingQuery = queryOptions({
  queryKey: ['loop', 'awaiting'],
  queryFn: ({ signal }) => answer(client.GET('/field', { signal })),
});

/** Reports that wait for verification: those without a doubt can be accepted many at a time. */
export function BulkVerifyPage() {
  const { t } = useTranslation();
  const query = useQuery(awaitingQuery);
  return (
    <Page title={t('loop.bulk.title')} sub={t('loop.bulk.sub')}>
      <Loaded query={query} lines={10}>
        {({ items }) => <Body items={items.filter((item) => item.kind === 'verify')} />}
      </Loaded>
    </Page>
  );
}

const SHOWN = 100;

function Body({ items }: { readonly items: readonly Item[] }) {
  const { t } = useTranslation();
  const text = useText();
  const claim = useClaim();
  const [unit, setUnit] = useState('');
  const [remark, setRemark] = useState('');
  const units = new Map(items.map((item) => [item.unit, item.unitName]));
  const listed = items.filter((item) => unit === '' || item.unit === unit).slice(0, SHOWN);
  const plain = listed.filter((item) => item.doubts.length === 0);
  const selection = useSelection(plain.map((item) => item.report));
  const accept = useBulk(({ report, seq }: Item) =>
    verifyReport(report, { do: 'accept', remark, seen: seq, onlyPlain: true }),
  );
  const undo = useBulk(({ id, seq }: Schemas['ReportDetail']) => verifyReport(id, { do: 'reopen', seen: seq }));
  const start = () => {
    undo.clear();
    accept.start(listed.filter((item) => selection.chosen.has(item.report)));
  };
  const busy = accept.isPending || undo.isPending;
  return (
    <div {...selection.keys}>
      <div className="filters">
        <SelectField name={t('loop.column.unit')} value={unit} set={setUnit}>
          <option value="">{t('app.all')}</option>
          {[...units].map(([id, name]) => (
            <option key={id} value={id}>
              {text(name)}
            </option>
          ))}
        </SelectField>
        <label className="field bulk-remark">
          {t('loop.bulk.remark')}
          <input value={remark} maxLength={2000} onChange={(e) => setRemark(e.target.value)} />
        </label>
        <button type="button" className="primary" disabled={busy || selection.chosen.size === 0} onClick={start}>
          {accept.isPending
            ? t('loop.bulk.running', { tried: accept.tried })
            : t('loop.bulk.accept', { count: selection.chosen.size })}
        </button>
      </div>
      <BulkOutcome of={accept} undo={undo} nameOf={(item) => `${item.measure} ${text(item.unitName)} ${item.period}`} />
      {items.length === 0 ? <p className="empty">{t('loop.bulk.none')}</p> : null}
      <p className="note">
        {t('loop.bulk.listed', { shown: listed.length, total: items.length, plain: plain.length })}{' '}
        {t('loop.bulk.keys')}
      </p>
      {listed.length === 0 ? null : (
        <div className="scroll">
          <table className="cards to-verify">
            <thead>
              <tr>
                <th className="c-choose">
                  <input
                    type="checkbox"
                    aria-label={t('loop.chooseAll')}
                    checked={selection.allChosen}
                    onChange={selection.toggleAll}
                  />
                </th>
                <th className="c-measure">{t('loop.column.measure')}</th>
                <th>{t('loop.column.unit')}</th>
                <th>{t('loop.bulk.period')}</th>
                <th>{t('field.claimed')}</th>
              </tr>
            </thead>
            <tbody>
              {listed.map((item) => (
                <tr key={item.report} data-row={item.report}>
                  <td className="c-choose">
                    <input
                      type="checkbox"
                      aria-label={`${item.measure} ${text(item.unitName)} ${item.period}`}
                      disabled={item.doubts.length > 0}
                      {...selection.box(item.report)}
                    />
                  </td>
                  <td className="wide">
                    <Go to={`/reports/${item.report}`}>
                      {item.measure} {text(item.title)}
                    </Go>
                  </td>
                  <td>{text(item.unitName)}</td>
                  <td className="nowrap">{item.period}</td>
                  <td className="wide">
                    {claim(item.spec, item.claimed)}
                    {item.doubts.map((doubt) => (
                      <small key={doubt.code} className="doubt">
                        {text(doubt.text)}
                      </small>
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
