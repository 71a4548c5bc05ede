"""Why a backup is not taken or not restored, in words for the person at the terminal."""


class BackupError(RuntimeError):
    """The text says what is wrong and what to do. Raised before anything is changed, unless it says otherwise."""


def wrong_key() -> BackupError:
    return BackupError(
        "备份密钥不对：该文件是用另一把密钥加密的。数据库和文件均未改动。 / "
        "Wrong backup key: the file was sealed with another one. Nothing was changed."
    )


def not_a_backup() -> BackupError:
    return BackupError(
        "该文件不是本平台的备份，或开头已损坏。数据库和文件均未改动。 / "
        "The file is no backup of this platform, or its beginning is damaged. Nothing was changed."
    )


def newer_format(version: int) -> BackupError:
    return BackupError(
        f"备份格式 {version} 比本程序新，请用制作备份的版本恢复。 / "
        f"Backup format {version} is newer than this program; restore with the release that made it."
    )


def damaged(chunk: int) -> BackupError:
    return BackupError(
        f"备份文件在第 {chunk} 段（每段约 1 MiB）处损坏或不完整，请换一份备份。数据库和文件均未改动。 / "
        f"The backup is damaged or cut off at chunk {chunk} (of about 1 MiB each); take another one. "
        "Nothing was changed."
    )


def malformed() -> BackupError:
    return BackupError(
        "备份内容不完整或顺序有误，请换一份备份。数据库和文件均未改动。 / "
        "What the backup holds is not complete; take another one. Nothing was changed."
    )


def unknown_revision(revision: str) -> BackupError:
    return BackupError(
        f"备份的数据库结构版本 {revision} 不在本程序的迁移中，请用制作备份的（或更新的）版本恢复。未作改动。 / "
        f"The backup stands at migration {revision}, which this release does not know; restore with the release "
        "that made it or a newer one. Nothing was changed."
    )


def other_keys(which: str, wanted: str) -> BackupError:
    return BackupError(
        f"当前配置的 {which} 不是备份时的密钥（指纹 {wanted}），恢复后个人信息将无法读取。"
        "请先放回当时的密钥文件。未作改动。 / "
        f"The configured {which} is not the one of the backup (fingerprint {wanted}): personal data could not be read. "
        "Put the secrets of that installation in place first. Nothing was changed."
    )


def not_empty() -> BackupError:
    return BackupError(
        "目标数据库中已有数据。只恢复到空数据库；如确要覆盖，请加 --replace。未作改动。 / "
        "The database holds data. A backup is restored into an empty one; to overwrite it say --replace. "
        "Nothing was changed."
    )


def in_use(sessions: int) -> BackupError:
    return BackupError(
        f"目标数据库仍有 {sessions} 个其他连接，请先停止接口节点和任务进程。未作改动。 / "
        f"{sessions} other sessions use the database; stop the API nodes and workers first. Nothing was changed."
    )


def not_migrated() -> BackupError:
    return BackupError(
        "数据库尚未建立结构（dangjian migrate），没有可备份的内容。 / "
        "The database is not migrated (dangjian migrate); there is nothing to back up."
    )


def unlike(table: str) -> BackupError:
    return BackupError(
        f"表 {table} 与备份时不同，无法恢复。数据库已退回原状。 / "
        f"Table {table} is not what it was when the backup was taken. The database was left as it was."
    )


def failed(error: Exception) -> BackupError:
    return BackupError(
        f"数据库、文件库或磁盘出错：{error}。备份文件不会留下半份；恢复未提交，数据库中没有恢复到一半的数据。 / "
        f"Database, store or disk refused: {error}. No half-written backup stays; no half-restored data are in the "
        "database."
    )
