import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { Schemas } from '../api/client.ts';
import { auditQuery, exportAudits, verifyAudit, type AuditQuery } from '../api/people-queries.ts';
import { changed } from '../shared/address.ts';
import { csvOf } from '../shared/csv.ts';
import { download } from '../shared/download.ts';
import { DateField, SelectField, useDraft } from '../shared/fields.tsx';
import { momentText } from '../shared/format.ts';
import { Failed, Loaded } from '../shared/loaded.tsx';
import { Page } from '../shared/page.tsx';
import { useText } from '../shared/use-text.ts';
import { TextField } from './text-field.tsx';
import './people.css';

const FIELDS = ['person', 'action', 'subject', 'from', 'to'] as const;
const COLUMNS = ['at', 'actor', 'name', 'role', 'unit', 'action', 'subject', 'result', 'detail'] as const;

const RESULTS = ['done', 'refused', 'failed', 'interrupted'] as const;

/** What was done, by whom, with what result; for the auditor. */
export function AuditPage() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const asked: AuditQuery = { person: '', action: '', subject: '', from: '', to: '' };
  for (const field of FIELDS) asked[field] = params.get(field) ?? '';
  const query = useQuery(auditQuery(asked));
  const check = useMutation({ mutationFn: verifyAudit });
  const take = useMutation({
    mutationFn: () => exportAudits(asked),
    onSuccess: (entries) => {
      const rows = entries.map((e) => [e.id, ...COLUMNS.map((column) => e[column])]);
      download(`${t('audit.file')}.csv`, 'text/csv', csvOf(['id', ...COLUMNS], rows));
    },
  });
  const error = check.error ?? take.error;
  return (
    <Page
      title={t('audit.title')}
      sub={t('audit.sub')}
      actions={
        <>
          <button type="button" disabled={check.isPending} onClick={() => check.mutate()}>
            {t('audit.verify')}
          </button>
          <button type="button" disabled={take.isPending} onClick={() => take.mutate()}>
            {t('audit.export')}
          </button>
        </>
      }
    >
      {check.data ? <Check of={check.data} /> : null}
      {error ? <Failed error={error} title={t('people.notDone')} /> : null}
      <Filters
        asked={asked}
        actions={query.data?.actions ?? []}
        ask={(change) => setParams((before) => changed(before, change), { replace: true })}
      />
      <Loaded query={query}>{(trail) => <Trail of={trail} />}</Loaded>
    </Page>
  );
}

function Check({ of }: { readonly of: Schemas['AuditCheck'] }) {
  const { t } = useTranslation();
  const { entries, broken } = of;
  if (broken === null) return <p role="status">{t('audit.whole', { entries })}</p>;
  return (
    <p className="failed" role="alert">
      {t('audit.broken', { entries, broken })}
    </p>
  );
}

interface FiltersProps {
  readonly asked: AuditQuery;
  readonly actions: Schemas['AuditTrail']['actions'];
  readonly ask: (change: Partial<AuditQuery>) => void;
}

function Filters({ asked, actions, ask }: FiltersProps) {
  const { t } = useTranslation();
  const text = useText();
  return (
    <div className="filters screen-only">
      <FilterText name={t('audit.person')} value={asked.person} set={(person) => ask({ person })} />
      <SelectField name={t('audit.action')} value={asked.action} set={(action) => ask({ action })}>
        <option value="">{t('audit.any')}</option>
        {actions.map((action) => (
          <option key={action.id} value={action.id}>
            {text(action.text)}
          </option>
        ))}
      </SelectField>
      <FilterText name={t('audit.subject')} value={asked.subject} set={(subject) => ask({ subject })} />
      <DateField name={t('audit.from')} value={asked.from} set={(from) => ask({ from })} />
      <DateField name={t('audit.to')} value={asked.to} set={(to) => ask({ to })} />
    </div>
  );
}

/** Asks when it is left or Enter is pressed. */
function FilterText({ name, value, set }: { name: string; value: string; set: (value: string) => void }) {
  const [draft, setDraft] = useDraft(value);
  return (
    <TextField
      name={name}
      value={draft}
      set={setDraft}
      onBlur={() => set(draft.trim())}
      onKeyDown={(e) => {
        if (e.key === 'Enter') set(draft.trim());
      }}
    />
  );
}

function Trail({ of }: { readonly of: Schemas['AuditTrail'] }) {
  const { t } = useTranslation();
  const text = useText();
  const actions = new Map(of.actions.map((a) => [a.id, text(a.text)]));
  if (of.entries.length === 0) return <p className="empty">{t('audit.empty')}</p>;
  return (
    <>
      {of.more ? <p className="note">{t('audit.more')}</p> : null}
      <div className="scroll">
        <table>
          <thead>
            <tr>
              {(['at', 'who', 'action', 'subject', 'result', 'detail'] as const).map((column) => (
                <th key={column}>{t(`audit.${column}`)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {of.entries.map((entry) => (
              <Entry key={entry.id} entry={entry} action={actions.get(entry.action) ?? entry.action} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Entry({ entry: e, action }: { readonly entry: Schemas['AuditEntry']; readonly action: string }) {
  const { t } = useTranslation();
  const result = RESULTS.find((r) => r === e.result) ?? null;
  return (
    <tr>
      <td className="nowrap">{momentText(e.at)}</td>
      <td>
        {e.name} <span className="note">{[e.actor, e.unit].filter((s) => s !== '').join(' · ')}</span>
      </td>
      <td>{action}</td>
      <td>
        <code>{e.subject}</code>
      </td>
      <td className={result === 'done' ? '' : 'wrong'}>{result === null ? '' : t(`audit.results.${result}`)}</td>
      <td className="audit-detail">
        <code>{e.detail}</code>
      </td>
    </tr>
  );
}
