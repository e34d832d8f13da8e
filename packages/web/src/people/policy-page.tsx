import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { policyQuery } from '../api/people-queries.ts';
import { Loaded } from '../shared/loaded.tsx';
import { Page, PrintButton } from '../shared/page.tsx';
import { useText } from '../shared/use-text.ts';
import './people.css';

/** Who may do what: the table that the program itself checks against. */
export function PolicyPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('policy.title')} sub={t('policy.sub')} actions={<PrintButton />}>
      <Loaded query={useQuery(policyQuery)}>{(policy) => <PolicyTable policy={policy} />}</Loaded>
    </Page>
  );
}

function PolicyTable({ policy }: { readonly policy: Schemas['Policy'] }) {
  const { t } = useTranslation();
  const text = useText();
  return (
    <>
      <p className="note">{policy.published ? t('policy.publishedYes') : t('policy.publishedNo')}</p>
      <div className="scroll">
        <table className="policy">
          {policy.areas.map((area) => (
            <tbody key={area.id}>
              <tr>
                <th scope="col">{text(area.text)}</th>
                {policy.roles.map((role) => (
                  <th key={role} scope="col">
                    {t(`roles.${role}`)}
                  </th>
                ))}
                <th scope="col">{t('policy.audit')}</th>
              </tr>
              {area.rows.map((row) => (
                <tr key={row.id}>
                  <th scope="row">{text(row.text)}</th>
                  {row.grants.map((grant, i) => (
                    <td key={policy.roles[i]} className={grant === null ? 'no' : ''}>
                      {grant === null ? <span aria-label={t('policy.none')}>·</span> : t(`policy.grant.${grant}`)}
                    </td>
                  ))}
                  <td>{row.audit === null ? '' : <code>{row.audit}</code>}</td>
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
    </>
  );
}
