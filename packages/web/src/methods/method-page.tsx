import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { Schemas } from '../api/client.ts';
import { methodQuery } from '../api/queries.ts';
import { Go } from '../shared/go.tsx';
import { Loaded } from '../shared/loaded.tsx';
import { NumberList } from '../shared/number-list.tsx';
import { Page, PrintButton } from '../shared/page.tsx';
import { Quoted, QuotedNote } from '../shared/quoted.tsx';
import { useText } from '../shared/use-text.ts';
import { Calculator } from './calculator.tsx';
import { CasesTable } from './cases-table.tsx';
import './methods.css';
import { inputOfHash } from './permalink.ts';

export function MethodPage() {
  const { id = '' } = useParams();
  const { t } = useTranslation();
  const text = useText();
  const query = useQuery(methodQuery(id));
  const method = query.data?.method;
  return (
    <Page
      title={method ? text(method.title) : t('methods.title')}
      sub={method ? text(method.summary) : ''}
      actions={<PrintButton />}
    >
      <Loaded query={query} lines={8}>
        {(detail) => <MethodBody key={detail.method.id} detail={detail} />}
      </Loaded>
    </Page>
  );
}

function MethodBody({ detail }: { readonly detail: Schemas['MethodDetail'] }) {
  const { t } = useTranslation();
  const text = useText();
  const { method, cases, indicators, validations } = detail;
  const [input, setInput] = useState(() => inputOfHash(location.hash) ?? cases[0]?.input ?? {});
  const [given, setGiven] = useState(0);
  const use = (next: Readonly<Record<string, unknown>>): void => {
    setInput(next);
    setGiven(given + 1);
    document.querySelector('#calculator')?.scrollIntoView();
  };
  return (
    <>
      <dl className="pairs">
        <dt>{t('explain.method')}</dt>
        <dd>
          <code>{method.id}</code> · {t('methods.version', { version: method.version })}
        </dd>
        <dt>{t('methods.clauses')}</dt>
        <dd>
          {method.clauses.map((clause) => (
            <div key={clause}>
              <Quoted text={clause} />
            </div>
          ))}
          <QuotedNote of={[...method.clauses, ...method.editions]} />
        </dd>
        <dt>{t('methods.editions')}</dt>
        <dd>
          <NumberList of={method.editions} />
        </dd>
        {indicators.length === 0 ? null : (
          <>
            <dt>{t('methods.indicators')}</dt>
            <dd>{indicators.map((i) => text(i.title)).join(t('app.listSep'))}</dd>
          </>
        )}
        {validations.length === 0 ? null : (
          <>
            <dt>{t('validation.link')}</dt>
            <dd>
              {validations.map((v) => (
                <div key={v.id}>
                  <Go to={`/validation#${v.id}`}>{text(v.title)}</Go>
                </div>
              ))}
            </dd>
          </>
        )}
      </dl>
      <Calculator key={given} method={method} example={input} />
      <CasesTable cases={cases} use={use} />
    </>
  );
}
