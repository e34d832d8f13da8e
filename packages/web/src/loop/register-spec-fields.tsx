import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { registerQuery, registersQuery } from '../registers/register-queries.ts';
import { SelectField } from '../shared/fields.tsx';
import { useText } from '../shared/use-text.ts';

type RegisterSpec = Extract<Schemas['ProgressSpec'], { kind: 'register' }>;

export const FIRST_REGISTER: RegisterSpec = {
  kind: 'register',
  register: 'construction-site',
  count: 'entries',
  of: 'all',
  target: null,
};

interface RegisterSpecFieldsProps {
  readonly spec: RegisterSpec;
  readonly set: (spec: RegisterSpec) => void;
}

/** Which count of which register a measure follows. */
export function RegisterSpecFields({ spec, set }: RegisterSpecFieldsProps) {
  const { t } = useTranslation();
  const text = useText();
  const registers = useQuery(registersQuery).data ?? [];
  const counts = useQuery(registerQuery(spec.register)).data?.counts ?? [];
  return (
    <>
      <SelectField
        name={t('registers.follow.register')}
        value={spec.register}
        // Every register has the count of its entries; others are its own.
        set={(register) => set({ ...spec, register, count: 'entries' })}
      >
        {registers.map((register) => (
          <option key={register.id} value={register.id}>
            {text(register.name)}
          </option>
        ))}
      </SelectField>
      <SelectField name={t('registers.follow.count')} value={spec.count} set={(count) => set({ ...spec, count })}>
        {counts.map((count) => (
          <option key={count.id} value={count.id}>
            {text(count.name)}
          </option>
        ))}
      </SelectField>
      <SelectField
        name={t('registers.follow.of')}
        value={spec.of}
        set={(of) => set({ ...spec, of: of === 'own' ? 'own' : 'all' })}
      >
        {(['all', 'own'] as const).map((of) => (
          <option key={of} value={of}>
            {t(`registers.follow.${of}`)}
          </option>
        ))}
      </SelectField>
    </>
  );
}
