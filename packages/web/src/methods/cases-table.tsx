import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { zh } from '../locales/zh.ts';

type Case = Schemas['MethodCase'];

const isKind = (kind: string): kind is keyof typeof zh.methods.kinds => kind in zh.methods.kinds;

interface CasesTableProps {
  readonly cases: readonly Case[];
  readonly use: (input: Case['input']) => void;
}

const FIRST = 12;

/** The cases that the method is tested with, with their working. */
export function CasesTable({ cases, use }: CasesTableProps) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  return (
    <section>
      <h2>
        {t('methods.cases')} <small className="note">{t('methods.casesCount', { count: cases.length })}</small>
      </h2>
      <div className="scroll">
        <table className="method-cases">
          <thead>
            <tr>
              <th>{t('methods.case')}</th>
              <th>{t('methods.working')}</th>
              <th>{t('methods.expect')}</th>
              <th>{t('methods.input')}</th>
            </tr>
          </thead>
          <tbody>
            {(all ? cases : cases.slice(0, FIRST)).map((c) => (
              <CaseRow key={c.name} of={c} use={use} />
            ))}
          </tbody>
        </table>
      </div>
      {all || cases.length <= FIRST ? null : (
        <p>
          <button type="button" onClick={() => setAll(true)}>
            {t('methods.moreCases', { count: cases.length - FIRST })}
          </button>
        </p>
      )}
    </section>
  );
}

function CaseRow({ of: c, use }: { readonly of: Case; readonly use: CasesTableProps['use'] }) {
  const { t } = useTranslation();
  return (
    <tr>
      <td>
        <b lang="zh-CN">{c.name}</b>
        <div className="note">
          {isKind(c.kind) ? t(`methods.kinds.${c.kind}`) : c.kind} · <span lang="zh-CN">{c.basis}</span>
        </div>
      </td>
      <td className="working" lang="zh-CN">
        {c.working}
      </td>
      <td lang="zh-CN">
        {Object.entries(c.expect)
          .filter(([, value]) => !isEmpty(value))
          .map(([key, value]) => (
            <Expected key={key} name={key} text={typeof value === 'string' ? value : JSON.stringify(value)} />
          ))}
      </td>
      <td>
        <button type="button" className="screen-only nowrap" onClick={() => use(c.input)}>
          {t('methods.use')}
        </button>
        <details>
          <summary className="note">JSON</summary>
          <pre className="json">{JSON.stringify(c.input, null, 2)}</pre>
        </details>
      </td>
    </tr>
  );
}

const LONG = 60;

function Expected({ name, text }: { readonly name: string; readonly text: string }) {
  if (text.length <= LONG) {
    return (
      <div>
        <span className="note">{name}</span> {text}
      </div>
    );
  }
  return (
    <details>
      <summary className="note">{name}</summary>
      <pre className="json">{text}</pre>
    </details>
  );
}

const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;
