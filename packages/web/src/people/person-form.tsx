import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { addPerson, changePerson, policyQuery, type Person, type Role } from '../api/people-queries.ts';
import { planQuery } from '../api/queries.ts';
import { CheckField, SelectField } from '../shared/fields.tsx';
import { useText } from '../shared/use-text.ts';
import { TextField } from './text-field.tsx';
import { useProblem } from './use-problem.ts';

interface Props {
  /** `null`: a new one */
  readonly person: Person | null;
  /** With the first password of a new person */
  readonly close: (added: Schemas['PersonWithPassword'] | null) => void;
}

/** Adds a person, or changes name, role and unit of one. */
export function PersonForm({ person, close }: Props) {
  const { t } = useTranslation();
  const problem = useProblem();
  const [id, setId] = useState(person?.id ?? '');
  const [name, setName] = useState(person?.name ?? '');
  const [role, setRole] = useState<Role>(person?.role ?? 'department');
  const [unit, setUnit] = useState(person?.unit?.id ?? '');
  const [sso, setSso] = useState(false);
  const save = useMutation({
    mutationFn: async () => {
      const to = { name, role, unit: unit === '' ? null : unit };
      if (person === null) return addPerson({ id, ...to, localPassword: !sso });
      await changePerson(person.id, to);
      return null;
    },
    onSuccess: close,
  });
  return (
    <form
      className="form"
      onSubmit={(e) => {
        e.preventDefault();
        save.mutate();
      }}
    >
      <TextField
        name={t('people.id')}
        value={id}
        set={setId}
        disabled={person !== null}
        autoCapitalize="none"
        required
        wrong={problem(save.error, 'person-exists')}
      />
      <TextField name={t('people.name')} value={name} set={setName} required />
      <RoleField role={role} set={setRole} />
      <UnitField unit={unit} set={setUnit} />
      {person === null ? <CheckField name={t('people.sso')} value={sso} set={setSso} /> : null}
      {save.error && problem(save.error, 'person-exists') === null ? (
        <p className="wrong" role="alert">
          {problem(save.error)}
        </p>
      ) : null}
      <div className="row-actions">
        <button type="submit" className="primary" disabled={save.isPending}>
          {t('people.save')}
        </button>
        <button type="button" onClick={() => close(null)}>
          {t('people.cancel')}
        </button>
      </div>
    </form>
  );
}

function RoleField({ role, set }: { readonly role: Role; readonly set: (role: Role) => void }) {
  const { t } = useTranslation();
  const roles = (useQuery(policyQuery).data?.roles ?? [role]).filter((r) => r !== 'public' && r !== 'system');
  return (
    <SelectField
      name={t('people.role')}
      value={role}
      set={(value) => {
        const found = roles.find((r) => r === value);
        if (found !== undefined) set(found);
      }}
    >
      {roles.map((r) => (
        <option key={r} value={r}>
          {t(`roles.${r}`)}
        </option>
      ))}
    </SelectField>
  );
}

function UnitField({ unit, set }: { readonly unit: string; readonly set: (unit: string) => void }) {
  const { t } = useTranslation();
  const text = useText();
  const units = useQuery(planQuery).data?.units ?? [];
  return (
    <SelectField name={t('people.unit')} value={unit} set={set}>
      <option value="">{t('people.noUnit')}</option>
      {units.map((u) => (
        <option key={u.id} value={u.id}>
          {text(u.name)}
        </option>
      ))}
    </SelectField>
  );
}
