import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { planQuery, workspaceQuery } from '../api/queries.ts';
import { SelectField } from '../shared/fields.tsx';
import { Loaded } from '../shared/loaded.tsx';
import { Page } from '../shared/page.tsx';
import { useText } from '../shared/use-text.ts';
import { issueResponse, responseAddress, useResponseStep, type Preview } from './response-queries.ts';
import { RoundFields } from './round-fields.tsx';
import './responses.css';

/** Issuing an alert: the forecast, the level, whom it concerns. */
export function NewResponsePage() {
  const { t } = useTranslation();
  const query = useQuery(workspaceQuery);
  return (
    <Page title={t('responses.issue')} sub={t('responses.form.sub')}>
      <Loaded query={query} lines={8}>
        {({ today }) => <Form today={today} />}
      </Loaded>
    </Page>
  );
}

function Form({ today }: { readonly today: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [units, setUnits] = useState<readonly string[]>([]);
  const issue = useResponseStep(issueResponse);
  return (
    <RoundFields
      today={today}
      send={t('responses.form.issue')}
      busy={issue.isPending}
      error={issue.error}
      renderMore={(preview) => <Units preview={preview} units={units} set={setUnits} />}
      run={(round) =>
        issue.mutate(
          { ...round, units: [...units] },
          { onSuccess: ({ id }) => void navigate(responseAddress(id), { replace: true }) },
        )
      }
    />
  );
}

interface UnitsProps {
  readonly preview: Preview;
  readonly units: readonly string[];
  readonly set: (units: readonly string[]) => void;
}

/** Units that the list names are notified in any case; others can be added. */
function Units({ preview, units, set }: UnitsProps) {
  const { t } = useTranslation();
  const text = useText();
  const all = useQuery(planQuery).data?.units ?? [];
  const taken = new Set([...preview.units.map(({ id }) => id), ...units]);
  const named = all.filter(({ id }) => taken.has(id)).map(({ name }) => text(name));
  return (
    <section>
      <p>
        {t('responses.form.frozen', { count: preview.listed })}
        {preview.unconfirmed > 0 ? t('responses.form.unconfirmed', { count: preview.unconfirmed }) : null}
      </p>
      <p>
        {t('responses.form.units', { count: taken.size })}
        {named.join(t('app.listSep'))}
      </p>
      <div className="row">
        <SelectField
          name={t('responses.form.addUnit')}
          value=""
          set={(unit) => (unit === '' ? undefined : set([...units, unit]))}
        >
          <option value="" />
          {all
            .filter(({ id }) => !taken.has(id))
            .map(({ id, name }) => (
              <option key={id} value={id}>
                {text(name)}
              </option>
            ))}
        </SelectField>
        {units.length > 0 ? (
          <button type="button" className="link" onClick={() => set([])}>
            {t('responses.form.clearUnits')}
          </button>
        ) : null}
      </div>
    </section>
  );
}
