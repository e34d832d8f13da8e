import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { Quoted } from './quoted.tsx';

/** Numbers of documents, `HJ 663-2013`, none of them broken at its hyphen. */
export function NumberList({ of }: { readonly of: readonly string[] }) {
  const { t } = useTranslation();
  return of.map((number, i) => (
    <Fragment key={number}>
      {i === 0 ? null : t('app.listSep')}
      <span className="nowrap">
        <Quoted text={number} />
      </span>
    </Fragment>
  ));
}
