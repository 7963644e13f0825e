using ActorKube.Rules.Containers.Commands;
using ActorKube.Rules.Containers.Processes;
using Xunit;

namespace ActorKube.Rules.Tests.Containers;

/// <summary>The shell's language: each row is a script as people write them, and what a BusyBox shell prints.</summary>
public sealed class ShellTests
{
    private readonly SimulatedMachine _machine = new();

    [Theory]
    // Parameters.
    [InlineData("a=1; b=$a$a; echo $b ${b}x \"$b\" '$b'", "11 11x 11 $b\n")]
    [InlineData("echo ${none:-else} ${none-else} ${HOME:+set} ${none:+set}.", "else else set .\n")]
    [InlineData("echo ${none:=kept} $none; x=; echo ${x:-empty} ${x-unset}.", "kept kept\nempty .\n")]
    [InlineData("f=/a/b/c.tar.gz; echo ${f##*/} ${f%.*} ${f%%.*} ${f#/a} ${#f}", "c.tar.gz /a/b/c.tar /a/b/c /b/c.tar.gz 13\n")]
    [InlineData("v=banana; echo ${v/an/AN} ${v//an/AN} ${v:1:3} ${v: -2}", "bANana bANANa ana na\n")]
    [InlineData("set -- one 'two three' four; echo $# $1 \"$2\" $*; for x in \"$@\"; do echo [$x]; done", "3 one two three one two three four\n[one]\n[two three]\n[four]\n")]
    [InlineData("set -- a b c; shift; echo $1 $#; shift 2; echo $#", "b 2\n0\n")]
    [InlineData("x='a  b'; echo $x; echo \"$x\"; set -- $x; echo $#", "a b\na  b\n2\n")]
    [InlineData("IFS=:; p=a:b:c; for x in $p; do echo $x; done", "a\nb\nc\n")]
    [InlineData("echo $((1 + 2 * 3)) $(( (1+2)*3 )) $((7/2)) $((7%2)) $((2<<3)) $((5>3 && 1<2)) $((x=4)) $x $((x++)) $x", "7 9 3 1 16 1 4 4 4 5\n")]
    [InlineData("i=0; while [ $i -lt 3 ]; do i=$((i+1)); echo $i; done", "1\n2\n3\n")]
    [InlineData("a=$(echo hi; echo there); echo \"$a\"; echo `echo old`", "hi\nthere\nold\n")]
    [InlineData("echo \"$(echo \"in $(echo deep)\")\"", "in deep\n")]
    [InlineData("echo \"a\\\"b\\$c\" a\\ b 'it'\"'\"'s'", "a\"b$c a b it's\n")]
    [InlineData("echo ~ ~/x $'a\\tb'", "/root /root/x a\tb\n")]
    // Lists and pipelines.
    [InlineData("true && echo a || echo b; false && echo a || echo b", "a\nb\n")]
    [InlineData("! false && echo not; ! true; echo $?", "not\n1\n")]
    [InlineData("echo one two | cat | cat", "one two\n")]
    [InlineData("{ echo a; echo b; } | while read x; do echo got $x; done", "got a\ngot b\n")]
    [InlineData("false | true; echo $?; set -o pipefail; false | true; echo $?", "0\n1\n")]
    [InlineData("while true; do echo y; done | { read a; echo $a; }", "y\n")]
    [InlineData("(echo sub; exit 3); echo $?", "sub\n3\n")]
    [InlineData("x=1; (x=2; cd /tmp); echo $x; pwd", "1\n/\n")]
    [InlineData("sleep 5 & echo first; wait; echo last", "first\nlast\n")]
    [InlineData("(sleep 2; echo slow) & (sleep 1; echo quick) & wait; echo both", "quick\nslow\nboth\n")]
    [InlineData("sh -c 'exit 4' & wait $!; echo $?", "4\n")]
    [InlineData("sleep infinity & kill $!; wait $!; echo $?", "143\n")]
    // Compound commands.
    [InlineData("if [ 1 -gt 2 ]; then echo a; elif test x = x; then echo b; else echo c; fi", "b\n")]
    [InlineData("for x in 1 2 3 4 5; do [ $x = 2 ] && continue; [ $x = 4 ] && break; echo $x; done", "1\n3\n")]
    [InlineData("for a in 1 2; do for b in 1 2; do [ $b = 2 ] && continue 2; echo $a$b; done; done", "11\n21\n")]
    [InlineData("for a in 1 2; do for b in 1 2 3; do [ $b = 2 ] && continue 2; echo $a$b; done; echo never; done", "11\n21\n")]
    [InlineData("for a in 1 2; do for b in 1 2 3; do [ $b = 2 ] && break 2; echo $a$b; done; echo never; done; echo end", "11\nend\n")]
    [InlineData("cd /tmp; touch a.txt; echo \"*.txt\" '*' \\*.txt *.txt; case x in \"*\") echo wrong;; *) echo right;; esac", "*.txt * *.txt a.txt\nright\n")]
    [InlineData("i=3; until [ $i -eq 0 ]; do echo $i; i=$((i-1)); done", "3\n2\n1\n")]
    [InlineData("case hello.txt in *.log) echo log;; h*|x) echo match;; *) echo none;; esac", "match\n")]
    [InlineData("case \"$none\" in '') echo empty;; esac", "empty\n")]
    [InlineData("greet() { local who=$1; echo hello $who; return 3; }; greet you; echo $? $who.", "hello you\n3 .\n")]
    [InlineData("function f { echo $#; }; f a b", "2\n")]
    [InlineData("f() { [ $1 -gt 0 ] && { echo $1; f $(($1-1)); }; }; f 3", "3\n2\n1\n")]
    [InlineData("[[ abc == a* && ! -e /nope ]] && echo yes; [[ abc =~ ^a.c$ ]] && echo match; [[ ( 1 -lt 2 ) ]] && echo less", "yes\nmatch\nless\n")]
    [InlineData("i=1; (( i += 2 )); echo $i; (( i > 5 )) || echo small", "3\nsmall\n")]
    [InlineData("[ -n a -a 1 -lt 2 ] && [ -z a -o b = b ] && echo both", "both\n")]
    // Redirections.
    [InlineData("echo out > /tmp/f; cat < /tmp/f; echo more >> /tmp/f; cat /tmp/f", "out\nout\nmore\n")]
    [InlineData("cat /nope 2> /tmp/e; cat /tmp/e", "cat: can't open '/nope': No such file or directory\n")]
    [InlineData("cat /nope 2>&1 | cat; cat /nope > /tmp/b 2>&1; cat /tmp/b; cat /nope &> /tmp/c; cat /tmp/c", "cat: can't open '/nope': No such file or directory\ncat: can't open '/nope': No such file or directory\ncat: can't open '/nope': No such file or directory\n")]
    [InlineData("{ echo a; echo b; } > /tmp/g; cat /tmp/g; exec > /tmp/h; echo hidden", "a\nb\n")]
    [InlineData("while read a b; do echo $b-$a; done < /etc/hosts | cat", "Kubernetes-managed hosts file.-#\nlocalhost-127.0.0.1\nweb-127.1.2.3\n")]
    [InlineData("x=1; cat <<EOF\nvalue $x $((1+1))\nEOF\ncat <<'EOF'\nraw $x\nEOF\ncat <<-EOF\n\tstripped\n\tEOF\necho end", "value 1 2\nraw $x\nstripped\nend\n")]
    [InlineData("mkdir /tmp/d; touch /tmp/d/a.txt /tmp/d/b.txt /tmp/d/c.log; cd /tmp/d; echo *.txt; echo /tmp/*/c*; echo no*", "a.txt b.txt\n/tmp/d/c.log\nno*\n")]
    // Built-in commands.
    [InlineData("printf '%s-%03d|%5s|%-4s|%.2f\\n' a 7 b c 3.14159; printf '%s\\n' x y", "a-007|    b|c   |3.14\nx\ny\n")]
    [InlineData("echo -e 'a\\tb\\c'; echo; echo -n x; echo -en '\\x41\\n'", "a\tb\nxA\n")]
    [InlineData("export A=1 B=2; env | cat > /tmp/env; A=3 sh -c 'echo $A$B'; unset A; echo $A.", "32\n.\n")]
    [InlineData("eval 'x=5; echo $x'; command -v sh; type nosuch; echo $?", "5\n/bin/sh\n127\n")]
    [InlineData("echo 'echo sourced $1' > /tmp/s; . /tmp/s; sh /tmp/s arg", "sourced\nsourced arg\n")]
    [InlineData("trap 'echo bye' EXIT; echo work; exit 2", "work\nbye\n")]
    [InlineData("(trap 'echo caught; exit 7' TERM; sleep infinity & wait) & sleep 1; kill $!; wait $!; echo $?", "caught\n7\n")]
    [InlineData("set -e; if false; then :; fi; false || true; echo on; false; echo never", "on\n")]
    [InlineData("readonly r=1; echo $r; (r=2); echo $?", "1\n2\n")]
    [InlineData("sh -c 'echo $0 $1' name arg; exec sh -c 'echo replaced'; echo never", "name arg\nreplaced\n")]
    [InlineData("bash -c 'for i in {1..3}; do echo -n $i; done; echo a{b,c}d'", "123abd acd\n")]
    [InlineData("while true\ndo\n  # a comment\n  echo once; break # and another\ndone", "once\n")]
    [InlineData("echo a \\\n  b;echo c#d", "a b\nc#d\n")]
    [InlineData("x=5 && echo \"${x}s\"; y=\"a b\"; z=$y; echo \"$z\"", "5s\na b\n")]
    public void A_script_prints_what_a_shell_prints(string script, string output)
    {
        _machine.Sh(script);
        Assert.Equal(output, _machine.Output);
        Assert.NotNull(_machine.Code);
    }

    [Theory]
    [InlineData("if true; then echo x", "sh: syntax error: unexpected end of file (expecting \"fi\")\n")]
    [InlineData("while true; do done", "sh: syntax error: unexpected \"done\"\n")]
    [InlineData("echo 'open", "sh: syntax error: unterminated quoted string\n")]
    [InlineData("echo a )", "sh: syntax error: unexpected \")\"\n")]
    [InlineData("echo $(echo a", "sh: syntax error: unexpected end of file (expecting \")\")\n")]
    [InlineData("echo ${x", "sh: syntax error: unterminated quoted string\n")]
    [InlineData("fi", "sh: syntax error: unexpected \"fi\"\n")]
    [InlineData("a | | b", "sh: syntax error: unexpected \"|\"\n")]
    [InlineData("cat < /nope", "sh: can't open /nope: no such file\n", 1)]
    [InlineData("set -u; echo $nope; echo never", "sh: nope: parameter not set\n")]
    [InlineData("echo ${nope:?must be given}; echo never", "sh: nope: must be given\n")]
    [InlineData("echo $((1/0))", "sh: divide by zero\n")]
    [InlineData("echo $((1 +))", "sh: arithmetic syntax error\n")]
    [InlineData("kill 99", "sh: kill: can't kill pid 99: No such process\n", 1)]
    [InlineData("touch /tmp/s; /tmp/s", "sh: /tmp/s: Permission denied\n", 126)]
    [InlineData("./nope", "sh: ./nope: not found\n", 127)]
    [InlineData("sh -z", "sh: illegal option -z\n")]
    [InlineData("f() { f; }; f", "sh: f: maximum function nesting level exceeded\n")]
    public void What_is_wrong_is_said_as_a_shell_says_it(string script, string errors, int code = 2)
    {
        _machine.Sh(script);
        Assert.Equal((errors, (int?)code), (_machine.Errors, _machine.Code));
    }

    [Theory]
    [InlineData("echo $(", 5000)]
    [InlineData("(", 5000)]
    [InlineData("if ", 5000)]
    [InlineData("echo ${a:-", 5000)]
    [InlineData("echo $((", 5000)]
    [InlineData("echo $((-", 5000)]
    public void No_script_is_nested_so_deeply_that_it_takes_the_process_with_it(string opening, int times)
    {
        _machine.Sh(string.Concat(Enumerable.Repeat(opening, times)));
        Assert.Equal(2, _machine.Code);
        _machine.Sh($"echo $(({string.Concat(Enumerable.Repeat("(", times))}1{string.Concat(Enumerable.Repeat(")", times))}))");
        Assert.Equal(2, _machine.Code);
    }

    [Fact]
    public void A_loop_in_the_background_does_not_keep_the_shell_from_its_work()
    {
        _machine.Run(["sh", "-c", "while true; do :; done & echo on; sleep 1; echo after"]);
        Assert.Equal(("on\nafter\n", (int?)0), (_machine.Output, _machine.Code));
    }

    [Fact]
    public void A_pipe_holds_only_so_much_until_it_is_read()
    {
        _machine.Run(["sh", "-c", "i=0; while true; do i=$((i+1)); echo $i > /tmp/n; printf '%1023s\\n' x; done | sleep 1; cat /tmp/n"], steps: SimulatedMachine.Plenty * 10);
        Assert.Equal("65\n", _machine.Output);
    }

    [Fact]
    public void A_full_disk_ends_a_command_that_writes()
    {
        var machine = new SimulatedMachine(bytes: 1000).Sh("while true; do echo 01234567890123456789 >> /tmp/f || break; done; echo stopped");
        Assert.Equal(("stopped\n", "sh: write error: No space left on device\n"), (machine.Output, machine.Errors));
    }

    [Fact]
    public void A_full_disk_ends_a_program_that_writes()
    {
        var machine = new SimulatedMachine(bytes: 1000).Sh("yes > /tmp/f; echo $?");
        Assert.Equal(("1\n", "yes: write error: No space left on device\n"), (machine.Output, machine.Errors));
    }

    [Fact]
    public void A_command_beside_process_1_may_signal_it_but_not_kill_it()
    {
        var signals = new List<ProcessSignal>();
        _machine.Container.SignalInit = signals.Add;
        _machine.Sh("kill 1; kill -9 1; kill -USR1 1");
        Assert.Equal([ProcessSignal.Terminate, ProcessSignal.User1], signals);
        Assert.Equal(0, _machine.Code);
    }

    [Fact]
    public void Process_1_gets_no_signal_that_it_has_no_trap_for()
    {
        var process = Init("sleep 10; echo done");
        _machine.Run(process, steps: 20, feed: () => false);
        process.Signal(ProcessSignal.Terminate);
        Assert.Equal(0, _machine.Run(process).Code);
    }

    [Fact]
    public void A_trap_runs_once_the_command_that_runs_has_ended()
    {
        var process = Init("trap 'echo caught; exit 3' TERM; while true; do sleep 10; echo turn; done");
        Assert.IsType<ProcessStep.Pause>(Until<ProcessStep.Pause>(process));
        process.Signal(ProcessSignal.Terminate);
        _machine.Run(process);
        Assert.Equal(("caught\n", (int?)3), (_machine.Output, _machine.Code));
    }

    [Fact]
    public void Waiting_for_a_command_in_the_background_ends_when_a_signal_comes()
    {
        var process = Init("trap 'echo caught; exit 0' TERM; sleep infinity & wait");
        Until<ProcessStep.Pause>(process);
        process.Signal(ProcessSignal.Terminate);
        Assert.Equal(("caught\n", (int?)0), (_machine.Run(process).Output, _machine.Code));
    }

    private SimulatedProcess Init(string script)
    {
        var context = new ProcessContext(_machine.Container, isTerminal: false, isInit: true);
        return new SimulatedProcess(context, ShellCommand.Run(["sh", "-c", script], context));
    }

    private ProcessStep? Until<T>(SimulatedProcess process)
    {
        for (var step = 0; step < SimulatedMachine.Plenty; step++)
            if (process.Next(_machine.Now) is var next && next is T or null)
                return next;
        return null;
    }
}
