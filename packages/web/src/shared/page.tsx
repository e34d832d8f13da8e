import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface PageProps {
  readonly title: string;
  readonly sub?: ReactNode;
  /** Buttons beside the title */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

export function Page({ title, sub, actions, children }: PageProps) {
  const { t } = useTranslation();
  const name = t('app.name');
  useEffect(() => {
    document.title = `${title} · ${name}`;
  }, [title, name]);
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>{title}</h1>
          {sub === undefined ? null : <p className="sub">{sub}</p>}
        </div>
        {actions === undefined ? null : <div className="actions">{actions}</div>}
      </div>
      {children}
    </div>
  );
}

export function PrintButton() {
  const { t } = useTranslation();
  return (
    <button type="button" className="pill print-button" onClick={() => print()}>
      {t('app.print')}
    </button>
  );
}
