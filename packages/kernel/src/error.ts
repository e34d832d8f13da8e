import type { Language, Localized } from './text.ts';

/**
 * The error table: every error a person can meet, with its HTTP status and its text. `{name}` is filled from `values`.
 * A text says what is wrong, where, why, and what to do.
 */
const TABLE = {
  'not-found': { status: 404, zh: '没有找到{what}“{id}”。{hint}', en: 'No {what} “{id}”. {hint}' },
  'bad-request': { status: 400, zh: '请求有误：{why}{hint}', en: 'Bad request: {why} {hint}' },
  'bad-query': {
    status: 400,
    zh: '{option} 第 {position} 个字符处有误：{why}。{hint}',
    en: '{option}, character {position}: {why}. {hint}',
  },
  'query-too-wide': {
    status: 400,
    zh: '这一查询要逐条查看 {most} 条以上监测值，不作答。请用 phenomenonTime 限定时间，或改问单个 Datastream。',
    en: 'The query would look at more than {most} observations one by one and is not answered. Limit phenomenonTime, or ask a single Datastream.',
  },
  'answer-too-large': {
    status: 400,
    zh: '展开后超过 {most} 个对象，不作答。请减小 $top，或少展开一层。',
    en: 'The answer would hold more than {most} entities and is not given. Use a smaller $top, or expand less.',
  },
  'query-unsupported': {
    status: 501,
    zh: '本服务不支持{what}。{hint}',
    en: 'This service does not support {what}. {hint}',
  },
  'read-only': {
    status: 405,
    zh: '这里只能读取（GET）。推送数据请用推送密钥，见 docs/intake.md。',
    en: 'This can only be read (GET). To send data use a key for sending, see docs/intake.md.',
  },
  'sign-in-needed': { status: 401, zh: '请先登录，再{what}。', en: 'Sign in first. Asked for: {what}.' },
  'not-allowed': {
    status: 403,
    zh: '您的角色或单位没有“{what}”的权限。如有需要，请联系系统管理员。',
    en: 'Your role or unit may not do this: {what}. Ask the administrator if you need it.',
  },
  'sign-in-failed': {
    status: 401,
    zh: '用户名或密码不正确，或者账号现在不能登录。连续 {failures} 次失败后，账号锁定 {minutes} 分钟。',
    en: 'The user name or the password is wrong, or the account cannot sign in now. {failures} failures in a row lock an account for {minutes} minutes.',
  },
  'second-factor-needed': {
    status: 401,
    zh: '请再输入身份验证器上的 6 位动态码。',
    en: 'Enter the 6-digit code of your authenticator app as well.',
  },
  'sso-failed': {
    status: 401,
    zh: '统一身份认证没有完成：{why}。请重试，或用本系统账号登录。',
    en: 'Single sign-on was not completed: {why}. Try again, or sign in with your local account.',
  },
  'too-many-attempts': {
    status: 429,
    zh: '登录失败次数过多，请 {seconds} 秒后再试。',
    en: 'Too many failed sign-ins. Try again in {seconds} seconds.',
  },
  'live-full': {
    status: 503,
    zh: '同时随数据更新的页面已达 {most} 个，请稍后刷新。',
    en: 'There are {most} pages that follow new data already. Reload later.',
  },
  'password-change-needed': {
    status: 403,
    zh: '请先修改密码：首次登录、密码被重置或已到期。',
    en: 'Change your password first: it is the first one, was reset, or has expired.',
  },
  'second-factor-setup-needed': {
    status: 403,
    zh: '您的角色须使用动态码，请先设置。',
    en: 'Your role needs a second factor. Set it up first.',
  },
  'bad-password': { status: 422, zh: '密码不合要求：{why}。', en: 'The password breaks the rules: {why}.' },
  'wrong-password': { status: 422, zh: '当前密码不正确。', en: 'Your present password is not that one.' },
  'wrong-code': {
    status: 422,
    zh: '动态码不正确或已用过。请核对手机时间，输入最新的 6 位数字。',
    en: 'The code is wrong or was used already. Check the clock of your phone and enter the newest 6 digits.',
  },
  'bad-person': { status: 422, zh: '人员信息有误：{why}', en: 'Particulars of the person: {why}' },
  'person-exists': {
    status: 409,
    zh: '用户名“{id}”已有人使用，停用的账号也不再分配。请换一个。',
    en: 'The user name “{id}” is taken; those of disabled accounts are not given again. Choose another.',
  },
  'bad-intake-key': {
    status: 422,
    zh: '推送密钥没有发放：{why}。',
    en: 'The key was not made: {why}.',
  },
  'key-needed': {
    status: 401,
    zh: '推送数据须带有效的密钥：Authorization: Bearer qsk_…。密钥可能写错、已到期或已吊销；请联系数据管理人员。',
    en: 'Sending data takes a valid key: Authorization: Bearer qsk_…. It may be mistyped, expired or revoked; ask whoever keeps the data.',
  },
  'not-for-key': {
    status: 403,
    zh: '这个密钥不能推送{what}，没有存入任何内容。请推送允许的内容，或另行申请密钥。',
    en: 'This key may not send {what}; nothing was stored. Send what it is for, or ask for another key.',
  },
  'delivery-differs': {
    status: 422,
    zh: '幂等键“{token}”已用于另一份内容，没有存入任何内容。新的内容请用新的幂等键。',
    en: 'The idempotency key “{token}” was used for other content; nothing was stored. Use a new one for new content.',
  },
  'delivery-running': {
    status: 409,
    zh: '幂等键“{token}”的上一次推送仍在处理，请稍后再试。',
    en: 'The delivery with the idempotency key “{token}” is still being worked on. Try again later.',
  },
  'too-many-deliveries': {
    status: 429,
    zh: '这个密钥每分钟最多推送 {most} 次，请 {seconds} 秒后再试。',
    en: 'This key may send {most} times a minute. Try again in {seconds} seconds.',
  },
  'too-large': {
    status: 413,
    zh: '内容超过 {limit} MB，没有接收。请分成几份。',
    en: 'The content is over {limit} MB and was not taken. Send it in parts.',
  },
  'pull-failed': {
    status: 502,
    zh: '从 {address} 没有取到数据：{why}。{hint}',
    en: 'Nothing was fetched from {address}: {why}. {hint}',
  },
  'foreign-origin': {
    status: 403,
    zh: '请求来自另一个网站，已拒绝。',
    en: 'The request comes from another site and was refused.',
  },
  'unknown-period': {
    status: 400,
    zh: '“{text}”不是时段。写法：2024、2024-H1、2024-Q3、2024-10、2024-10-31 或 2024-01..2024-06。',
    en: '“{text}” is not a period. Write 2024, 2024-H1, 2024-Q3, 2024-10, 2024-10-31 or 2024-01..2024-06.',
  },
  'bad-input': { status: 422, zh: '{method} 的输入有误：{why}', en: 'Input of {method} is wrong: {why}' },
  'bad-standard': { status: 500, zh: '标准数据有误：{file}:{line}：{why}', en: 'Standards data: {file}:{line}: {why}' },
  'no-edition': {
    status: 422,
    zh: '{family} 在 {date} 没有现行版本。可在计划中指定版本。',
    en: 'No edition of {family} is in force on {date}. Pin one in the plan.',
  },
  'no-figure': {
    status: 422,
    zh: '{edition} 没有所需的规定：{what}。',
    en: '{edition} has no figure for {what}.',
  },
  'no-coordinate-system': {
    status: 422,
    zh: '{where}：坐标系写的是“{given}”。请写明 {systems} 之一：测绘成果一般是 CGCS2000，手机和导航设备是 WGS-84，国内地图软件上取的是 GCJ-02；百度地图的 BD-09 请先换算。',
    en: '{where}: the coordinate system is given as “{given}”. Name one of {systems}: surveys are in CGCS2000 as a rule, phones and navigation devices in WGS-84, positions taken from Chinese map applications in GCJ-02; convert BD-09 of Baidu first.',
  },
  'position-outside': {
    status: 422,
    zh: '{where}：（{lon}, {lat}）不在{frame}范围内（经度 {west}—{east}，纬度 {south}—{north}）。请核对经度和纬度是否写反、坐标系是否写对。',
    en: '{where}: ({lon}, {lat}) lies outside {frame} (longitude {west} to {east}, latitude {south} to {north}). Check whether longitude and latitude are swapped and whether the coordinate system is the right one.',
  },
  'bad-plan': { status: 422, zh: '计划文件有误：{file}:{where}：{why}', en: 'Plan file: {file}: {where}: {why}' },
  'bad-register': { status: 500, zh: '台账定义有误：{file}：{why}', en: 'Register definition: {file}: {why}' },
  'bad-file': {
    status: 422,
    zh: '{file} 无法导入：{why}。{hint}',
    en: 'Cannot import {file}: {why}. {hint}',
  },
  'bad-template': {
    status: 422,
    zh: '模板 {file} 不能使用：{problems}。改正后重新上传，或改用系统自带的样板。',
    en: 'Template {file} cannot be used: {problems}. Correct it and upload it again, or use the sample that ships.',
  },
  'bad-facts': {
    status: 422,
    zh: '{document}不能生成：{why}。请核对来源数据后重试。',
    en: 'Cannot make the {document}: {why}. Check the data behind it and try again.',
  },
  'not-reproduced': {
    status: 500,
    zh: '“{title}”重新生成的结果与发布时不同：发布时校验值 {published}，现为 {made}。发布的文件仍是正本；请检查程序或模板是否换过版本。',
    en: '“{title}” made again differs from what was published: hash {published} then, {made} now. The published file remains the original; see whether the program or the template has changed.',
  },
  'already-published': {
    status: 409,
    zh: '“{title}”（{number}）已发布并有效，没有再次发布。要更正，请在该文件页上以新文件替换，或先撤回。',
    en: '“{title}” ({number}) is published and stands; nothing was published. To correct it, replace it from its page, or withdraw it first.',
  },
  'publication-withdrawn': {
    status: 409,
    zh: '“{title}”已由{by}于 {at} 撤回，没有改动。',
    en: '“{title}” was withdrawn by {by} at {at} already; nothing was changed.',
  },
  'draft-changed': {
    status: 409,
    zh: '“{title}”核对之后数据已有变化，没有发布。请重新核对草稿，再发布。',
    en: 'The data behind “{title}” have changed since the draft was checked; nothing was published. Check the draft again, then publish.',
  },
  'bad-draft': { status: 422, zh: '文件不能起草：{why}。', en: 'The document cannot be drafted: {why}.' },
  'bad-observation': {
    status: 422,
    zh: '第 {row} 条观测值不能存储：{why}。',
    en: 'Observation {row} cannot be stored: {why}.',
  },
  'series-differs': {
    status: 409,
    zh: '点位 {site} 的监测项目 {parameter} 已按单位 {unit} 建立，不能再按单位 {other} 或另一种类型建立。请换算单位，或使用另一个点位编号。',
    en: 'Site {site} already has {parameter} in {unit}; it cannot be made again in {other} or as another kind. Convert the unit, or use another site id.',
  },
  'workspace-locked': {
    status: 503,
    zh: '数据目录 {folder} 正由另一个进程使用（进程号 {pid}）。请先停止它，或用 --data 指定另一个目录。',
    en: 'Data folder {folder} is in use by another process (pid {pid}). Stop it first, or name another folder with --data.',
  },
  'workspace-newer': {
    status: 409,
    zh: '这些数据由更新的版本写成（有本版本不认识的 {migration}）。请用那个版本，或恢复升级前的备份；数据没有改动。',
    en: 'These data were written by a newer version (they have {migration}, unknown here). Use that version, or restore the backup made before the upgrade; nothing was changed.',
  },
  'registry-not-empty': {
    status: 409,
    zh: '要恢复到的数据库中已有数据（表 {table}）。请用一个空库。',
    en: 'The database to restore into holds data already (table {table}). Take an empty database.',
  },
  'observations-not-empty': {
    status: 409,
    zh: '目标监测数据库中已有 {count} 个不属于来源的批次，没有改动。请用一个空库。',
    en: 'The observations to move into hold batches that are not the source’s ({count}); nothing was changed. Take an empty database.',
  },
  'migration-differs': {
    status: 409,
    zh: '{folder} 里有一次没有完成的迁移，来源是 {source}，且与现在的来源不同或来源此后有改动，没有继续。请清空该目录和目标数据库，重新迁移。',
    en: '{folder} holds an unfinished migration of {source}, which is another source or has changed since; it was not continued. Empty the folder and the databases of the target and begin anew.',
  },
  'not-replayed': {
    status: 500,
    zh: '批次 {id} 在目标中只存入 {stored} 行，应为 {wanted} 行，迁移停止，来源没有改动。请清空目标后重试；仍然如此时，请用 backup 和 restore，并报告此问题。',
    en: 'Of batch {id} the target stored {stored} rows instead of {wanted}; the migration has stopped, the source is as it was. Empty the target and try again; if it stays so, use backup and restore and report it.',
  },
  'folder-taken': {
    status: 409,
    zh: '{folder} 已经存在且不是空的，没有改动。请另选一个位置。',
    en: '{folder} exists and is not empty; nothing was changed. Choose another place.',
  },
  'not-a-backup': {
    status: 404,
    zh: '{folder} 不是完整的备份：{why}。没有做完的备份名字以 .part 结尾，不能用来恢复。',
    en: '{folder} is no complete backup: {why}. One that was not finished has a name that ends in .part and cannot be restored.',
  },
  'backup-damaged': {
    status: 422,
    zh: '备份 {folder} 已损坏：{file}，{why}。请用另一份备份。',
    en: 'Backup {folder} is damaged: {file}, {why}. Use another backup.',
  },
  'backup-key-apart': {
    status: 422,
    zh: '备份 {folder} 中没有密钥。请用环境变量 QINGSHAN_SECRET_KEY 给出原来的密钥；若已丢失，加 --without-key，动态码须重新设置。',
    en: 'Backup {folder} does not hold the secret key. Give the former key in the environment variable QINGSHAN_SECRET_KEY; if it is lost, add --without-key, and second factors must be set up anew.',
  },
  'workspace-missing': {
    status: 404,
    zh: '{folder} 不是工作区。先运行：qingshan init --district mentougou',
    en: '{folder} is not a workspace. Run first: qingshan init --district mentougou',
  },
  'workspace-exists': {
    status: 409,
    zh: '{folder} 已经是工作区（{district}），没有改动。要重新开始，请用 --data 指定另一个目录。',
    en: '{folder} is a workspace already ({district}); nothing was changed. To start afresh name another folder with --data.',
  },
  'workspace-damaged': {
    status: 500,
    zh: '{folder} 中的 {file} 无法读取：{why}。请用最近的备份恢复。',
    en: '{file} in {folder} cannot be read: {why}. Restore the latest backup.',
  },
  'secret-unreadable': {
    status: 500,
    zh: '“{id}”的动态码密钥解不开：它是用另一把密钥加密的。请恢复原来的 secret.key（或 QINGSHAN_SECRET_KEY）；若已丢失，请由系统管理员取消此人的动态码（qingshan person remove-factor {id}），再重新设置。',
    en: 'The second-factor secret of “{id}” cannot be read: it was encrypted with another key. Restore the former secret.key (or QINGSHAN_SECRET_KEY); if it is lost, have an administrator remove the second factor (qingshan person remove-factor {id}) and set it up again.',
  },
  'bad-secret-key': {
    status: 500,
    zh: '环境变量 QINGSHAN_SECRET_KEY 不是 32 字节的 base64。可用 openssl rand -base64 32 生成；已有数据目录的，请填其中 secret.key 的内容。',
    en: 'The environment variable QINGSHAN_SECRET_KEY is not 32 bytes in base64. Make one with openssl rand -base64 32; for a data folder that is in use take the content of its secret.key.',
  },
  'database-unreachable': {
    status: 503,
    zh: '连不上数据库 {where}：{why}。请确认 PostgreSQL 已启动、DATABASE_URL 中的主机、端口、用户名和密码无误。',
    en: 'Database {where} cannot be reached: {why}. See that PostgreSQL runs and that host, port, user and password in DATABASE_URL are right.',
  },
  'database-unfit': {
    status: 500,
    zh: '数据库 {where} 不能用作登记库：{why}。',
    en: 'Database {where} cannot hold the registry: {why}.',
  },
  'database-in-use': {
    status: 503,
    zh: '数据库 {where} 正由另一个青山进程使用。请先停止它（包括其他机器上的），或为本数据目录另建一个库。监测数据在目录里（DuckDB）时只能有一个进程；要多个进程并行，请用 OBSERVATIONS_URL 把监测数据放到 ClickHouse，见 docs/postgresql.md。',
    en: 'Database {where} is in use by another process of Qingshan. Stop it first (it may run on another machine), or make a database of its own for this data folder. With observations in the folder (DuckDB) there can be one process only; for several put them into ClickHouse by OBSERVATIONS_URL, see docs/postgresql.md.',
  },
  'member-in-use': {
    status: 503,
    zh: '数据库 {where} 正由另一个进程以同一个 member.id 使用：本数据目录是它的副本。请停止那个进程，或删除本目录中的 member.id 与 frames/ 再启动。',
    en: 'Another process uses database {where} under the same member.id: this data folder is a copy of its folder. Stop that process, or remove member.id and frames/ from this folder and start again.',
  },
  'database-of-another': {
    status: 409,
    zh: '数据库 {where} 与本数据目录不是一套：登记库与观测数据必须成对。请把 DATABASE_URL 改回原来的库；要新建工作区，请用一个空库。',
    en: 'Database {where} does not go with this data folder: a registry and its observations belong together. Set DATABASE_URL to the database of this folder; for a new workspace take an empty one.',
  },
  'registry-elsewhere': {
    status: 409,
    zh: '{folder} 的登记库{where}。{what}',
    en: 'The registry of {folder} {where}. {what}',
  },
  'bad-observations-url': {
    status: 500,
    zh: 'OBSERVATIONS_URL 有误：{why}。写法：clickhouse://用户:密码@主机:8123/库，集群再加 ?cluster=集群名。',
    en: 'OBSERVATIONS_URL is wrong: {why}. Write clickhouse://user:password@host:8123/database, for a cluster with ?cluster=name.',
  },
  'observations-unreachable': {
    status: 503,
    zh: '连不上监测数据库 {where}：{why}。请确认 ClickHouse 已启动、OBSERVATIONS_URL 中的主机和端口无误；恢复后自动继续，已存的数据不受影响。',
    en: 'The observations at {where} cannot be reached: {why}. See that ClickHouse runs and that host and port in OBSERVATIONS_URL are right; work goes on by itself when it is back, and nothing that was stored is lost.',
  },
  'observations-shard-missing': {
    status: 503,
    zh: '监测数据集群 {where} 缺一个分片：连不上 {shard}。缺了它算出的结果会偏小，所以不读也不写。请启动这台 ClickHouse 或修复网络；恢复后自动继续，已存的数据不受影响。',
    en: 'A shard of the observations at {where} is missing: {shard} cannot be reached. Figures without it would be too small, so nothing is read or written. Start that ClickHouse or mend the network; work goes on by itself when it is back, and nothing that was stored is lost.',
  },
  'observations-replica-missing': {
    status: 503,
    zh: '监测数据集群 {where} 有副本不可用或尚未追平：{why}。写入须在一个分片的全部副本上落定，所以暂不写入；仍在的副本照常可读。请启动该副本或 ZooKeeper；恢复后自动继续，已存的数据不受影响。',
    en: 'A replica of the observations at {where} is missing or has not caught up: {why}. What is written must be on all replicas of a shard, so nothing is written for now; the replicas that are left are read as ever. Start that replica or ZooKeeper; work goes on by itself when it is back, and nothing that was stored is lost.',
  },
  'observations-unfit': {
    status: 500,
    zh: '监测数据库 {where} 不能使用：{why}。',
    en: 'The observations at {where} cannot be used: {why}.',
  },
  'observations-incomplete': {
    status: 500,
    zh: '监测数据库 {where} 缺数据：日志记有 {expected} 行，现有 {found} 行。某台服务器的数据可能丢失，或集群配置少了分片；请先找回，青山不在不完整的数据上计算。',
    en: 'The observations at {where} are incomplete: {expected} rows were stored, {found} are there. A server may have lost its data, or the cluster has fewer shards than before; bring them back first, nothing is computed from a part.',
  },
  'observations-of-another': {
    status: 409,
    zh: '监测数据库 {where} 与本数据目录不是一套。请把 OBSERVATIONS_URL 改回原来的库；要新建工作区，请用一个空库。',
    en: 'The observations at {where} do not go with this data folder. Set OBSERVATIONS_URL to the database of this folder; for a new workspace take an empty one.',
  },
  'observations-elsewhere': {
    status: 409,
    zh: '{folder} 的监测数据{where}。{what}',
    en: 'The observations of {folder} {where}. {what}',
  },
  'observations-not-copied': {
    status: 409,
    zh: '监测数据在 ClickHouse（{where}）中，不能随工作区备份，没有生成备份。请用 ClickHouse 自己的备份，并在同一时刻另备登记库与文件，见 docs/clickhouse.md。',
    en: 'The observations are in ClickHouse ({where}) and cannot be copied with the workspace; no backup was made. Back them up with the means of ClickHouse itself, see docs/clickhouse.md.',
  },
  'device-away': {
    status: 409,
    zh: '设备 {mn} 现在没有连到本服务器，不能向它下发命令。请确认网关已打开、设备已上线，再试一次。',
    en: 'Device {mn} has no line to this server now, so nothing can be asked of it. See that the gateway is open and the device online, then try again.',
  },
  'batch-state': {
    status: 409,
    zh: '批次 {id} 现在是“{state}”，不能{verb}。',
    en: 'Batch {id} is “{state}” now and cannot be {verb}.',
  },
  'account-withdrawn': {
    status: 409,
    zh: '核算记录 {id} 已由{by}于 {at} 撤销，没有改动。要重新采用，请再填写一次。',
    en: 'Account {id} was withdrawn by {by} on {at} already; nothing was changed. To use it again, record it again.',
  },
  'port-taken': {
    status: 500,
    zh: '端口 {port} 已被占用。请停止占用它的程序，或用 PORT 或 --port 换一个端口。',
    en: 'Port {port} is taken. Stop the program that holds it, or choose another with PORT or --port.',
  },
  'wrong-state': {
    status: 409,
    zh: '现在是“{state}”，不能{verb}。请刷新页面查看最新状态。',
    en: 'It is {state} now and cannot be {verb}. Reload to see where it stands.',
  },
  'changed-meanwhile': {
    status: 409,
    zh: '{who}已于 {when} 修改了这一项，您的内容没有保存。请对照最新内容后再提交。',
    en: '{who} changed this at {when}; your version was not stored. Compare with the newest one and submit again.',
  },
  'import-undone': {
    status: 409,
    zh: '导入 {id} 已经撤销，或者本身就是一次撤销，没有改动。',
    en: 'Import {id} is undone already, or is an undoing itself; nothing was changed.',
  },
  'entries-changed-since': {
    status: 409,
    zh: '导入 {id} 不能整批撤销：其中 {count} 条此后又有改动（如“{key}”），撤销会丢失这些改动。请逐条核对处理。',
    en: 'Import {id} cannot be undone as a whole: {count} of its entries were changed since (such as “{key}”), and these changes would be lost. Go through them one by one.',
  },
  'bad-entry': {
    status: 422,
    zh: '没有保存：{why}',
    en: 'Not stored: {why}',
  },
  'bad-report': { status: 422, zh: '{why}。', en: 'Not accepted: {why}.' },
  'demonstration-exposed': {
    status: 500,
    zh: '演示中任何人都能以任何角色登录，所以只在本机地址（127.0.0.1、::1、localhost）上提供，不在 {host} 上监听。确需展示时加 --expose-demonstration。',
    en: 'In a demonstration everybody may sign in as anybody, so it is served on a loopback address only (127.0.0.1, ::1, localhost), not on {host}. Add --expose-demonstration to show it to others.',
  },
} as const;

export type ErrorCode = keyof typeof TABLE;

export const ERROR_CODES = Object.keys(TABLE) as ErrorCode[];

/** What fills the places of a text; a localized value goes into the text of its language. */
export type ErrorValues = Readonly<Record<string, string | number | Localized>>;

function fill(language: Language, template: string, values: ErrorValues): string {
  const write = (_: string, name: string) => {
    const value = values[name] ?? '';
    return String(typeof value === 'object' ? value[language] : value);
  };
  return template.replaceAll(/\{(\w+)\}/g, write).trim();
}

/** What is wrong with one field of an input. */
export interface FieldFault {
  /** `fuels.0.amount`; empty: the input as a whole */
  readonly path: string;
  readonly text: Localized;
}

/** An error meant for people; everything else that is thrown is a defect. */
export class QingshanError extends Error {
  readonly code: ErrorCode;
  readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 413 | 422 | 429 | 500 | 501 | 502 | 503;
  readonly text: Localized;
  readonly values: ErrorValues;
  /** The fields that are wrong, where the error is about an input */
  readonly fields: readonly FieldFault[];

  constructor(code: ErrorCode, values: ErrorValues = {}, fields: readonly FieldFault[] = []) {
    const row = TABLE[code];
    const text = { zh: fill('zh', row.zh, values), en: fill('en', row.en, values) };
    super(`${text.zh}\n${text.en}`);
    this.name = 'QingshanError';
    this.code = code;
    this.status = row.status;
    this.text = text;
    this.values = values;
    this.fields = fields;
  }
}
