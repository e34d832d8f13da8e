import { useTranslation } from 'react-i18next';
import type { DeviceDraft } from './use-device-draft.ts';

interface DraftEndProps {
  readonly form: Pick<DeviceDraft<never, unknown>, 'done' | 'drop'>;
  readonly busy: boolean;
  /** What the last try to finish lacked, in words; `null`: nothing */
  readonly complaint: string | null;
  /** What dropping it is called */
  readonly drop: string;
}

/** The end of a form that is kept on the device: what is missing, and what becomes of it. */
export function DraftEnd({ form, busy, complaint, drop }: DraftEndProps) {
  const { t } = useTranslation();
  return (
    <>
      {complaint === null ? null : (
        <p className="failed" role="alert">
          {complaint}
        </p>
      )}
      <span className="actions">
        <button type="button" className="primary" disabled={busy} onClick={() => void form.done()}>
          {t('field.form.save')}
        </button>
        <button type="button" disabled={busy} onClick={() => void form.drop()}>
          {drop}
        </button>
      </span>
      <small>{t('field.form.saved')}</small>
    </>
  );
}
