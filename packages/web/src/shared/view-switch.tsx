import { useTranslation } from 'react-i18next';

type View = 'chart' | 'table';

interface ViewSwitchProps {
  readonly view: View;
  readonly choose: (view: View) => void;
}

export function ViewSwitch({ view, choose }: ViewSwitchProps) {
  const { t } = useTranslation();
  return (
    <span className="switch" role="group">
      {(['chart', 'table'] as const).map((key) => (
        <button key={key} type="button" aria-pressed={view === key} onClick={() => choose(key)}>
          {t(`app.${key}`)}
        </button>
      ))}
    </span>
  );
}
