/*
 * Loaded before everything else (LD_PRELOAD), this notes every write, truncation, fsync, new file and removed
 * file under one folder, in order, in a log: what a disk was asked for. power-cuts.ts replays it up to some
 * moment and leaves out, or tears, what no fsync had covered by then.
 *
 * POSTBAG_LOG_FOLDER  the folder that is watched
 * POSTBAG_LOG_FILE    where the log goes (outside that folder)
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { OP_NAME = 1, OP_CREATE, OP_WRITE, OP_TRUNCATE, OP_SYNC, OP_UNLINK };
enum { MOST_FILES = 256, MOST_DESCRIPTORS = 4096 };

/* Read by write-log.ts: 24 bytes, little-endian, and then `length` bytes of data. */
struct entry {
  uint32_t op;
  uint32_t file;
  uint64_t offset;
  uint64_t length;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int log_fd = -1;
static const char *folder;
static char *paths[MOST_FILES];
static uint32_t path_count;
static uint32_t file_of[MOST_DESCRIPTORS]; /* 0: not watched; else the place in `paths`, from 1 */

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static void put(const void *data, size_t length) {
  static ssize_t (*real_write)(int, const void *, size_t);
  if (!real_write) real_write = REAL(write);
  while (length > 0) {
    ssize_t done = real_write(log_fd, data, length);
    if (done <= 0) abort(); /* A log with a hole would prove nothing. */
    data = (const char *)data + done;
    length -= (size_t)done;
  }
}

static void note(uint32_t op, uint32_t file, uint64_t offset, const void *data, uint64_t length) {
  struct entry entry = {op, file, offset, data ? length : 0};
  put(&entry, sizeof entry);
  if (data) put(data, length);
}

static int is_watched(const char *path) {
  if (!folder) {
    folder = getenv("POSTBAG_LOG_FOLDER");
    const char *file = getenv("POSTBAG_LOG_FILE");
    if (!folder || !file) {
      folder = "";
      return 0;
    }
    log_fd = REAL(open)(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (log_fd < 0) abort();
  }
  return *folder && path && strncmp(path, folder, strlen(folder)) == 0;
}

static uint32_t file_named(const char *path) {
  for (uint32_t index = 0; index < path_count; index++)
    if (strcmp(paths[index], path) == 0) return index + 1;
  if (path_count == MOST_FILES) abort();
  paths[path_count++] = strdup(path);
  note(OP_NAME, path_count, 0, path, strlen(path));
  return path_count;
}

static uint32_t watched(int fd) { return fd >= 0 && fd < MOST_DESCRIPTORS ? file_of[fd] : 0; }

static int opened(int fd, const char *path, int flags, int was_there) {
  if (fd < 0 || fd >= MOST_DESCRIPTORS) return fd;
  uint32_t file = file_named(path);
  file_of[fd] = file;
  if (!was_there && (flags & O_CREAT)) note(OP_CREATE, file, 0, NULL, 0);
  if (was_there && (flags & O_TRUNC)) note(OP_TRUNCATE, file, 0, NULL, 0);
  return fd;
}

#define DEFINE_OPEN(name)                                    \
  int name(const char *path, int flags, ...) {               \
    va_list rest;                                            \
    va_start(rest, flags);                                   \
    mode_t mode = va_arg(rest, mode_t);                      \
    va_end(rest);                                            \
    pthread_mutex_lock(&lock);                               \
    int is_ours = is_watched(path);                          \
    int was_there = is_ours && access(path, F_OK) == 0;      \
    int fd = REAL(name)(path, flags, mode);                  \
    if (is_ours) opened(fd, path, flags, was_there);         \
    pthread_mutex_unlock(&lock);                             \
    return fd;                                               \
  }
DEFINE_OPEN(open)
DEFINE_OPEN(open64)

/* The write and its note are one step under the lock, so that the log's order is the order that happened. */
#define DEFINE_PWRITE(name, off)                                                    \
  ssize_t name(int fd, const void *data, size_t length, off offset) {               \
    uint32_t file = watched(fd);                                                    \
    if (!file) return REAL(name)(fd, data, length, offset);                         \
    pthread_mutex_lock(&lock);                                                      \
    ssize_t done = REAL(name)(fd, data, length, offset);                            \
    if (done > 0) note(OP_WRITE, file, (uint64_t)offset, data, (uint64_t)done);     \
    pthread_mutex_unlock(&lock);                                                    \
    return done;                                                                    \
  }
DEFINE_PWRITE(pwrite, off_t)
DEFINE_PWRITE(pwrite64, off64_t)

ssize_t write(int fd, const void *data, size_t length) {
  uint32_t file = watched(fd);
  if (!file) return REAL(write)(fd, data, length);
  pthread_mutex_lock(&lock);
  ssize_t done = REAL(write)(fd, data, length);
  /* Where it ended tells where it began, with O_APPEND too. */
  if (done > 0) note(OP_WRITE, file, (uint64_t)(lseek(fd, 0, SEEK_CUR) - done), data, (uint64_t)done);
  pthread_mutex_unlock(&lock);
  return done;
}

#define DEFINE_FTRUNCATE(name, off)                               \
  int name(int fd, off size) {                                    \
    uint32_t file = watched(fd);                                  \
    if (!file) return REAL(name)(fd, size);                       \
    pthread_mutex_lock(&lock);                                    \
    int failed = REAL(name)(fd, size);                            \
    if (!failed) note(OP_TRUNCATE, file, (uint64_t)size, NULL, 0); \
    pthread_mutex_unlock(&lock);                                  \
    return failed;                                                \
  }
DEFINE_FTRUNCATE(ftruncate, off_t)
DEFINE_FTRUNCATE(ftruncate64, off64_t)

#define DEFINE_SYNC(name)                                  \
  int name(int fd) {                                       \
    uint32_t file = watched(fd);                           \
    if (!file) return REAL(name)(fd);                      \
    pthread_mutex_lock(&lock);                             \
    int failed = REAL(name)(fd);                           \
    if (!failed) note(OP_SYNC, file, 0, NULL, 0);          \
    pthread_mutex_unlock(&lock);                           \
    return failed;                                         \
  }
DEFINE_SYNC(fsync)
DEFINE_SYNC(fdatasync)

int unlink(const char *path) {
  pthread_mutex_lock(&lock);
  int failed = REAL(unlink)(path);
  if (!failed && is_watched(path)) note(OP_UNLINK, file_named(path), 0, NULL, 0);
  pthread_mutex_unlock(&lock);
  return failed;
}

int close(int fd) {
  if (watched(fd)) file_of[fd] = 0;
  return REAL(close)(fd);
}

/* What isn't understood must not pass unseen: a log with a hole would prove nothing. */
ssize_t writev(int fd, const struct iovec *parts, int count) {
  if (watched(fd)) abort();
  return REAL(writev)(fd, parts, count);
}
