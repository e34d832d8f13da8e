import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { count, DASH, momentText } from '../shared/format.ts';
import { Loaded } from '../shared/loaded.tsx';
import { Page } from '../shared/page.tsx';
import { useText } from '../shared/use-text.ts';
import { doorsQuery, type Doors } from './intake-queries.ts';
import { KeyList } from './key-list.tsx';

/** By which doors data come in by themselves, what has come, and what was refused. */
export function IntakePage() {
  const { t } = useTranslation();
  return (
    <Page title={t('intake.title')} sub={t('intake.sub')}>
      <Loaded query={useQuery(doorsQuery)} lines={10}>
        {(doors) => (
          <>
            <Standing doors={doors} />
            <h2>{t('intake.deliveries')}</h2>
            {doors.deliveries.length === 0 ? (
              <p className="empty">{t('intake.noDeliveries')}</p>
            ) : (
              <Deliveries doors={doors} />
            )}
            <h2>{t('intake.folder')}</h2>
            <Folder folder={doors.folder} />
            <h2>{t('intake.pulls')}</h2>
            {doors.pulls.length === 0 ? <p className="empty">{t('intake.noPulls')}</p> : <Pulls doors={doors} />}
            <KeyList sources={doors.sources} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

/** What needs a look, in the first line. */
function Standing({ doors: { deliveries, pulls, folder } }: { readonly doors: Doors }) {
  const { t } = useTranslation();
  const [last] = deliveries;
  const failing = pulls.filter(({ failures }) => failures > 0);
  const refused = deliveries.filter(({ state }) => state === 'refused').length;
  const stray = folder?.stray ?? [];
  return (
    <>
      <p className="standing">
        {last ? t('intake.last', { at: momentText(last.at), file: last.file }) : t('intake.nothingYet')}{' '}
        {failing.length + refused + stray.length === 0 ? t('intake.allWell') : null}
      </p>
      {failing.length + refused + stray.length === 0 ? null : (
        <ul className="warnings">
          {refused === 0 ? null : <li>{t('intake.refusedLately', { count: refused })}</li>}
          {failing.map(({ name, failures }) => (
            <li key={name}>{t('intake.failing', { name, count: failures })}</li>
          ))}
          {stray.length === 0 ? null : <li>{t('intake.stray', { list: stray.join(t('app.listSep')) })}</li>}
        </ul>
      )}
    </>
  );
}

const STATE_CHIP = { stored: 'met', refused: 'not-met', begun: 'no-data' } as const;

function Deliveries({ doors: { deliveries, sources } }: { readonly doors: Doors }) {
  const { t } = useTranslation();
  const text = useText();
  const nameOf = (id: string): string => text(sources.find((source) => source.id === id)?.name ?? { zh: id, en: id });
  return (
    <div className="scroll">
      <table className="cards">
        <thead>
          <tr>
            {(['file', 'state', 'at', 'door', 'source', 'values', 'findings'] as const).map((head) => (
              <th key={head}>{t(`intake.${head}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {deliveries.map((one) => (
            <tr key={one.id}>
              <th scope="row">{one.file}</th>
              <td data-label={t('intake.state')}>
                <span className={`chip ${STATE_CHIP[one.state]}`}>{t(`intake.states.${one.state}`)}</span>
              </td>
              <td data-label={t('intake.at')} className="nowrap">
                {momentText(one.at)}
              </td>
              <td data-label={t('intake.door')}>
                {t(`intake.doors.${one.door}`)} {one.by}
              </td>
              <td data-label={t('intake.source')}>{nameOf(one.source)}</td>
              <td data-label={t('intake.values')}>
                {one.state === 'stored'
                  ? t('intake.counts', {
                      added: count(one.added),
                      corrected: count(one.corrected),
                      unchanged: count(one.unchanged),
                    })
                  : DASH}
              </td>
              <td data-label={t('intake.findings')}>
                {one.findings.length === 0 ? DASH : one.findings.map((f) => <p key={f.text.zh}>{text(f.text)}</p>)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Folder({ folder }: { readonly folder: Doors['folder'] }) {
  const { t } = useTranslation();
  if (folder === null) return <p className="empty">{t('intake.noFolder')}</p>;
  return (
    <>
      <p>
        {t('intake.dropInto')} <code>{folder.path}</code>
      </p>
      <p className="note">{t('intake.folderNote')}</p>
      <p>
        {folder.waiting.length === 0
          ? t('intake.noneWaiting')
          : t('intake.waiting', {
              count: folder.waiting.length,
              list: folder.waiting.map(({ source, name }) => `${source}/${name}`).join(t('app.listSep')),
            })}
      </p>
    </>
  );
}

const OUTCOME_CHIP = {
  stored: 'met',
  'nothing-new': 'met',
  unchanged: 'met',
  refused: 'not-met',
  failed: 'not-met',
} as const;

function Pulls({ doors: { pulls } }: { readonly doors: Doors }) {
  const { t } = useTranslation();
  const text = useText();
  return (
    <div className="scroll">
      <table className="cards">
        <thead>
          <tr>
            {(['name', 'outcome', 'address', 'when', 'tried', 'good', 'due'] as const).map((head) => (
              <th key={head}>{t(`intake.${head}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {pulls.map((pull) => (
            <tr key={pull.name}>
              <th scope="row">{pull.name}</th>
              <td data-label={t('intake.outcome')}>
                {pull.outcome === null ? (
                  t('intake.never')
                ) : (
                  <span className={`chip ${OUTCOME_CHIP[pull.outcome]}`}>{t(`intake.outcomes.${pull.outcome}`)}</span>
                )}
                {pull.why === null ? null : <p className="note">{text(pull.why)}</p>}
              </td>
              <td data-label={t('intake.address')}>
                <code>{pull.address}</code> <span className="note">{pull.source}</span>
              </td>
              <td data-label={t('intake.when')}>
                {pull.everyMinutes === null
                  ? pull.at.join(t('app.listSep'))
                  : t('intake.every', { count: pull.everyMinutes })}
              </td>
              {(['tried', 'good', 'due'] as const).map((moment) => (
                <td key={moment} data-label={t(`intake.${moment}`)}>
                  {pull[moment] === null ? DASH : momentText(pull[moment])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
