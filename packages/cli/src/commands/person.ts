import { views } from '@qingshan/app';
import { ACTOR_ROLES } from '@qingshan/campaign';
import { Option, type Command } from 'commander';
import { printJson, printTable, subcommandsOf } from '../print.ts';
import { readPassword } from '../read-password.ts';
import { withApplication, type CommonOptions } from '../with-workspace.ts';

interface AddOptions extends CommonOptions {
  readonly name: string;
  readonly role: views.PersonView['role'];
  readonly unit?: string;
  readonly askPassword?: boolean;
  readonly sso?: boolean;
}

async function addPerson(id: string, options: AddOptions): Promise<void> {
  const password = options.askPassword ? await readPassword('密码 / password: ') : undefined;
  await withApplication(options, async (application) => {
    const added = await application.addPerson({
      id,
      name: options.name,
      role: options.role,
      unit: options.unit ?? null,
      localPassword: options.sso !== true,
      password,
    });
    if (options.json) return printJson(added);
    console.log(`已添加 / added: ${id} ${options.name}`);
    return printPassword(added.password);
  });
}

function printPassword(password: string | null): void {
  if (password === null) return;
  console.log(
    `初始密码（只显示这一次，首次登录须修改）/ password, shown this once, to be changed at the first sign-in:`,
  );
  console.log(`  ${password}`);
}

async function listPeople(options: CommonOptions): Promise<void> {
  await withApplication(options, async (application) => {
    const people = await application.people();
    if (options.json) return printJson(people);
    return printTable(
      ['用户名', '姓名', '角色', '单位', '状态', '动态码', '上次登录'],
      people.map((p) => [
        p.id,
        p.name,
        p.role,
        p.unit?.name.zh ?? '',
        p.state,
        p.secondFactor ? '有 yes' : '',
        p.lastSignIn ?? '',
      ]),
    );
  });
}

export function addPersonCommands(program: Command): void {
  const person = program.command('person').description('人员账号 / accounts of people').exitOverride();
  const sub = subcommandsOf(person);

  sub('list', '列出人员 / list the people').action(listPeople);

  sub('add', '添加人员 / add a person')
    .argument('<user-name>', '用户名 / user name')
    .requiredOption('--name <name>', '姓名 / name')
    .addOption(
      new Option('--role <role>', '角色 / role')
        .choices(ACTOR_ROLES.filter((r) => r !== 'public' && r !== 'system'))
        .makeOptionMandatory(),
    )
    .option('--unit <id>', '单位编号 / unit id, e.g. mtg-eeb')
    .option('--ask-password', '从终端读取密码（否则自动生成）/ read the password instead of making one')
    .option('--sso', '只用统一身份认证登录，没有本地密码 / signs in through the other system only')
    .action(addPerson);

  for (const [name, state, description] of [
    ['disable', 'disabled', '停用账号，并结束其会话 / disable an account and end its sessions'],
    ['enable', 'active', '启用或解锁账号 / enable or unlock an account'],
  ] as const) {
    sub(name, description)
      .argument('<user-name>')
      .action(async (id: string, options: CommonOptions) =>
        withApplication(options, async (application) => {
          const changed = await application.changePerson(id, { state });
          if (options.json) printJson(changed);
          else console.log(`${id}: ${changed.state}`);
        }),
      );
  }

  sub('remove-factor', '取消动态码（手机丢失等）/ remove the second factor, for a lost phone')
    .argument('<user-name>')
    .action(async (id: string, options: CommonOptions) =>
      withApplication(options, async (application) => {
        const changed = await application.changePerson(id, { secondFactor: false });
        if (options.json) printJson(changed);
        else console.log(`${id}: 已取消动态码 / second factor removed`);
      }),
    );

  sub('reset-password', '重置密码 / give a new password')
    .argument('<user-name>')
    .action(async (id: string, options: CommonOptions) =>
      withApplication(options, async (application) => {
        const reset = await application.resetPassword(id);
        if (options.json) printJson(reset);
        else printPassword(reset.password);
      }),
    );
}
