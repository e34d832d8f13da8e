import { useTranslation } from 'react-i18next';
import { zh } from '../locales/zh.ts';

const isReason = (code: string): code is keyof typeof zh.devices.reason => code in zh.devices.reason;
const isJob = (code: string): code is keyof typeof zh.operations.job => code in zh.operations.job;

/** Words for codes of the server; the code itself where there is none. */
export function useCodes(): {
  readonly reason: (code: string) => string;
  readonly job: (code: string) => string;
} {
  const { t } = useTranslation();
  return {
    reason: (code) => (isReason(code) ? t(`devices.reason.${code}`) : code),
    job: (code) => (isJob(code) ? t(`operations.job.${code}`) : code),
  };
}
