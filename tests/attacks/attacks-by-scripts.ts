export interface ScriptAttack {
  name: string;
  /** Prints BREACHED when it worked. The targets are variables of the shell. */
  code: string;
  /** What is seen outside when it worked, as `Arena.damage` says it. */
  outside?: string;
  /** Where it works, which shows that the case can fail: by the host's own shell, or without one layer. */
  worksWithout?: 'landlock' | 'seccomp';
  /** Without isolation only root succeeds. */
  needsRoot?: true;
  /** It makes a call by its number on x86-64. */
  isRaw?: true;
}

/** Makes a system call from perl, which every system with git has. */
function call(number: number, ...words: string[]): string {
  return `perl -e 'print "BREACHED" if syscall(${[number, ...words].join(', ')}) >= 0'`;
}

export const attacksByScripts: ScriptAttack[] = [
  // Files
  { name: 'reads a file of the user', code: 'grep -q "$canary" "$secret_file" && echo BREACHED' },
  { name: 'reads /etc/passwd', code: 'grep -q "^root:" /etc/passwd && echo BREACHED' },
  { name: 'sees that a file exists', code: 'test -e "$secret_file" && echo BREACHED' },
  { name: 'lists a folder outside', code: 'ls "$outside" | grep -q secret && echo BREACHED' },
  { name: 'lists the root', code: 'ls / && echo BREACHED', worksWithout: 'landlock' },
  { name: 'lists the devices', code: 'ls /dev && echo BREACHED', worksWithout: 'landlock' },
  {
    name: 'reads through a link of its own',
    code: 'ln -s "$outside" there; grep -q "$canary" there/secret.txt && echo BREACHED',
  },
  {
    name: 'makes a hard link to a file of the user',
    code: 'ln "$secret_file" mine && grep -q "$canary" mine && echo BREACHED',
  },
  { name: 'writes a new file', code: 'echo x > "$outside/planted"', outside: 'file planted' },
  { name: 'appends to a file', code: 'echo x >> "$victim"', outside: 'victim rewritten' },
  { name: 'deletes a file', code: 'rm -f "$victim"', outside: 'victim removed' },
  { name: 'takes a file away', code: 'mv "$victim" mine', outside: 'victim removed' },
  { name: 'opens a file to others', code: 'chmod 666 "$victim"', outside: 'victim opened to others' },
  { name: 'changes the times of a file', code: 'touch "$victim"', outside: 'victim touched' },
  {
    name: 'unpacks an archive over a file',
    code: 'mkdir -p "./$outside"; echo x > "./$victim"; tar cf a.tar "./$victim"; tar xf a.tar -C / 2>/dev/null; :',
    outside: 'victim rewritten',
  },
  {
    name: 'opens a program of the system to write to it',
    code: ': >> /usr/bin/env && echo BREACHED',
    needsRoot: true,
  },
  // Programs
  {
    name: 'executes a program that it brought',
    code: 'cp /bin/echo mine; ./mine BREACHED',
  },
  {
    name: 'executes a script by its name',
    code: `printf '#!/bin/sh\\necho BREACHED' > mine; chmod +x mine; ./mine`,
  },
  {
    name: 'has the loader execute a program that it brought',
    code: 'cp /bin/echo mine; for l in /lib64/ld-linux-*.so.2 /lib/ld-linux-*.so.1; do [ -e "$l" ] && "$l" ./mine BREACHED; done; :',
  },
  {
    name: 'has a shell of its own keep the rights of another user',
    code: `cp /bin/sh mine; chmod 6755 mine; ./mine -c 'echo BREACHED'`,
  },
  {
    name: 'executes what lies beside the interpreter',
    // A file that is no program fails otherwise than one that may not be executed.
    code: 'for f in "$interpreter_folder"/*; do case "${f##*/}" in python*) ;; *) test -x "$f" || continue; "$f" --help > /dev/null 2>&1; test $? -ne 126 && echo BREACHED; break;; esac; done; :',
    worksWithout: 'landlock',
  },
  { name: 'becomes root in a namespace of its own', code: "unshare -r sh -c 'echo BREACHED'" },
  // Network
  {
    name: 'connects to a port',
    code: `bash -c 'exec 3<> "/dev/tcp/127.0.0.1/$0" && echo BREACHED' "$tcp_port"`,
    outside: 'connection accepted',
  },
  {
    name: 'connects to a local socket',
    code: `perl -MSocket -e 'socket(S, AF_UNIX, SOCK_STREAM, 0) && connect(S, sockaddr_un(shift)) && print "BREACHED"' "$unix_socket"`,
    outside: 'connection accepted',
  },
  {
    name: 'sends a datagram',
    code: `bash -c 'echo x > "/dev/udp/127.0.0.1/$0" && echo BREACHED' "$udp_port"`,
    outside: 'datagram received',
  },
  {
    name: 'opens a local socket at all',
    code: `perl -MSocket -e 'socket(S, AF_UNIX, SOCK_STREAM, 0) && print "BREACHED"'`,
    worksWithout: 'seccomp',
  },
  {
    name: 'fills buffers of socket pairs',
    code: `perl -MSocket -e 'socketpair(A, B, AF_UNIX, SOCK_STREAM, PF_UNSPEC) && print "BREACHED"'`,
    worksWithout: 'seccomp',
  },
  // Processes
  { name: 'kills a process of the user', code: 'kill -9 "$bystander"', outside: 'bystander killed' },
  { name: 'sees that a process exists', code: 'kill -0 "$bystander" && echo BREACHED' },
  {
    name: 'reads the environment of a process',
    code: 'tr "\\0" "\\n" < "/proc/$bystander/environ" | grep -q "$canary" && echo BREACHED',
  },
  {
    name: 'reads the environment of the first process, or its own',
    code: 'cat /proc/1/environ /proc/self/environ 2>/dev/null | grep -q . && echo BREACHED',
  },
  { name: 'slows a process down', code: 'renice 5 "$bystander"', outside: 'bystander slowed down' },
  {
    name: 'lets itself be traced',
    code: call(101, '0', '0', '0', '0'),
    isRaw: true,
    worksWithout: 'seccomp',
  },
  { name: 'makes a user namespace', code: call(272, '0x10000000'), isRaw: true, worksWithout: 'seccomp' },
  {
    name: 'makes an anonymous file',
    code: call(319, '$name = "x"', '0'),
    isRaw: true,
    worksWithout: 'seccomp',
  },
  {
    name: 'shares memory that no process seems to hold',
    code: call(9, '0', '4096', '3', '0x21', '-1', '0'),
    isRaw: true,
    worksWithout: 'seccomp',
  },
  {
    name: 'starts a process in a namespace of its own',
    code: `perl -e '$p = syscall(56, 0x10000011, 0, 0, 0, 0); exit if $p == 0; print "BREACHED" if $p > 0'`,
    isRaw: true,
    worksWithout: 'seccomp',
  },
];
