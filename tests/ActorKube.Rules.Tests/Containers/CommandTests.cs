using System.Formats.Tar;
using System.Text;
using ActorKube.Rules.Containers;
using ActorKube.Rules.Containers.Commands;
using ActorKube.Rules.Containers.Files;
using ActorKube.Rules.Containers.Serving;
using CsCheck;
using k8s.Models;
using Xunit;

namespace ActorKube.Rules.Tests.Containers;

/// <summary>Commands in a simulated container, one table of what they print and how they end.</summary>
public sealed class CommandTests
{
    [Theory]
    [InlineData("echo a  b", "a b\n", "", 0)]
    [InlineData("echo -n a", "a", "", 0)]
    [InlineData("hostname", "web\n", "", 0)]
    [InlineData("printenv GREETING HOSTNAME", "hi\nweb\n", "", 0)]
    [InlineData("printenv NOPE", "", "", 1)]
    [InlineData("pwd", "/\n", "", 0)]
    [InlineData("cd /tmp && pwd", "/tmp\n", "", 0)]
    [InlineData("cd /nope", "", "sh: cd: can't cd to /nope: No such file or directory\n", 2)]
    [InlineData("date", "Tue Feb 3 04:05:06 UTC 2026\n", "", 0)]
    [InlineData("date +%s-%F-%T", "1770091506-2026-02-03-04:05:06\n", "", 0)]
    [InlineData("sleep 60; date +%T", "04:06:06\n", "", 0)]
    [InlineData("sleep soon", "", "sleep: invalid number 'soon'\n", 1)]
    [InlineData("nosuch now", "", "sh: nosuch: not found\n", 127)]
    [InlineData("cat /etc/hostname", "web\n", "", 0)]
    [InlineData("cat /etc/nope", "", "cat: can't open '/etc/nope': No such file or directory\n", 1)]
    [InlineData("cat /etc", "", "cat: read error: Is a directory\n", 1)]
    [InlineData("echo x > /tmp/a; echo y >> /tmp/a; cat /tmp/a", "x\ny\n", "", 0)]
    [InlineData("ls /nope > /tmp/a; cat /tmp/a", "", "ls: /nope: No such file or directory\n", 0)]
    [InlineData("echo x > /nope/a", "", "sh: can't create /nope/a: nonexistent directory\n", 1)]
    [InlineData("echo x > /config/a", "", "sh: can't create /config/a: Read-only file system\n", 1)]
    [InlineData("echo x > /dev/null && cat /dev/null", "", "", 0)]
    [InlineData("echo x > /data/a && cat /config/a", "x\n", "", 0)]
    [InlineData("echo x > /part/a && cat /data/sub/a", "x\n", "", 0)]
    [InlineData("mkdir /tmp/a/b", "", "mkdir: can't create directory '/tmp/a/b': No such file or directory\n", 1)]
    [InlineData("mkdir -p /tmp/a/b /tmp/a/b && mkdir /tmp/a", "", "mkdir: can't create directory '/tmp/a': File exists\n", 1)]
    [InlineData("touch /tmp/x /tmp/.y && ls /tmp && ls -a /tmp", "x\n.y\nx\n", "", 0)]
    [InlineData("echo hello > /tmp/x; ls -l /tmp", "-rw-r--r--    1 root     root             6 Feb  3 04:05 x\n", "", 0)]
    [InlineData("ls /nope", "", "ls: /nope: No such file or directory\n", 1)]
    [InlineData("rm /tmp/nope", "", "rm: can't remove '/tmp/nope': No such file or directory\n", 1)]
    [InlineData("rm -f /tmp/nope && rm -rf /tmp/nope", "", "", 0)]
    [InlineData("mkdir -p /tmp/a/b; rm /tmp/a", "", "rm: can't remove '/tmp/a': Is a directory\n", 1)]
    [InlineData("mkdir -p /tmp/a/b; touch /tmp/ab; rm -r /tmp/a; ls /tmp", "ab\n", "", 0)]
    [InlineData("rm -rf /data", "", "rm: can't remove '/data': Resource busy\n", 1)]
    [InlineData("test -d /tmp && [ -f /etc/hosts ] && test ! -e /nope && [ a != b ]", "", "", 0)]
    [InlineData("test -d /etc/hosts", "", "", 1)]
    [InlineData("seq 3 | head -n 2; seq 10 | tail -2; seq 2 2 6 | wc -l", "1\n2\n9\n10\n3\n", "", 0)]
    [InlineData("seq 20 | grep -c 1; seq 12 | grep -n '^1.$'; echo aXb | grep -io x; seq 3 | grep -v 2; seq 3 | grep -q 5", "11\n10:10\n11:11\n12:12\nX\n1\n3\n", "", 1)]
    [InlineData("echo a:b:c | cut -d: -f2; echo a:b:c | cut -d : -f 1,3; echo hello | cut -c2-3; echo hello | tr a-y b-z; echo aabb | tr -s a; echo a1b | tr -d '[:digit:]'", "b\na:c\nel\nifmmp\nabb\nab\n", "", 0)]
    [InlineData("printf '3\\n1\\n2\\n10\\n' | sort -n; printf 'b\\na\\nb\\n' | sort -ru; printf 'a\\na\\nb\\n' | uniq -c", "1\n2\n3\n10\nb\na\n      2 a\n      1 b\n", "", 0)]
    [InlineData("echo x | tee /tmp/t | cat; cp /tmp/t /tmp/u; mv /tmp/u /tmp/v; cat /tmp/v; ls /tmp; cp /tmp/nope /tmp/x", "x\nx\nt\nv\n", "cp: can't stat '/tmp/nope': No such file or directory\n", 1)]
    [InlineData("echo 'echo ran $1' > /tmp/s; chmod +x /tmp/s; /tmp/s now; basename /a/b.txt .txt; dirname /a/b.txt; whoami; id -u", "ran now\nb\n/a\nroot\n0\n", "", 0)]
    [InlineData("dd if=/dev/zero of=/tmp/z bs=1K count=4; wc -c /tmp/z", "4096 /tmp/z\n", "4+0 records in\n4+0 records out\n", 0)]
    [InlineData("yes | head -n 2; env X=1 printenv X; uname -n; which cat nosuch", "y\ny\n1\nweb\n/bin/cat\n", "", 1)]
    [InlineData("grep '[' /etc/hosts", "", "grep: bad regex '['\n", 2)]
    [InlineData("test 1 -xx 2", "", "sh: 1 -xx 2: not a condition\n", 2)]
    [InlineData("[ a = b", "", "sh: missing ]\n", 2)]
    [InlineData("sh -c 'exit 3'; echo after", "after\n", "", 0)]
    [InlineData("exit 300", "", "", 44)]
    public void A_script_prints_and_ends(string script, string output, string errors, int code)
    {
        var machine = Machine().Sh(script);

        Assert.Equal((output, errors, code), (machine.Output, machine.Errors, machine.Code));
    }

    [Fact]
    public void A_file_that_is_followed_is_shown_as_it_grows()
    {
        var machine = new SimulatedMachine().Run(["sh", "-c", "echo a > /tmp/f; tail -f /tmp/f & sleep 2; echo b >> /tmp/f; sleep 2"]);
        Assert.Equal("a\nb\n", machine.Output);
    }

    [Fact]
    public void The_environment_is_that_of_the_manifest_after_that_of_the_image()
    {
        var lines = Machine().Run(["env"]).Output.Split('\n');

        Assert.Contains("GREETING=hi", lines);
        Assert.Contains("HOSTNAME=web", lines);
        Assert.StartsWith("PATH=", lines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nosuch", "exec: \"nosuch\": executable file not found in $PATH: unknown")]
    [InlineData("/nosuch", "exec: \"/nosuch\": stat /nosuch: no such file or directory: unknown")]
    [InlineData("cd", "exec: \"cd\": executable file not found in $PATH: unknown")]
    public void What_is_no_program_cannot_be_started(string name, string why)
    {
        Assert.Null(CommandTable.Start([name, "x"], Machine().Container, isTerminal: false));
        Assert.EndsWith(why, CommandTable.Missing([name, "x"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/bin/sh")]
    [InlineData("/usr/bin/sh")]
    public void Programs_are_found_by_their_path(string name) => Assert.NotNull(CommandTable.Start([name], Machine().Container, isTerminal: false));

    [Fact]
    public void Cat_hands_its_input_on_byte_by_byte_and_ends_with_it() =>
        Gen.Select(Gen.Byte.Array[0, 5000], Gen.Int[1, 700]).Sample((bytes, piece) =>
        {
            var machine = Machine().Run(["cat"], bytes, piece);
            Assert.Equal(bytes, machine.OutputBytes);
            Assert.Equal(0, machine.Code);
        });

    [Fact]
    public void A_shell_reads_commands_line_by_line_and_shares_the_rest_with_them()
    {
        var machine = Machine().Run(["sh"], Encoding.UTF8.GetBytes("echo one\nwhile true\ndo\necho two; exit 5\ndone\n"), piece: 3);
        Assert.Equal(("one\ntwo\n", 5), (machine.Output, machine.Code));

        machine.Run(["sh"], Encoding.UTF8.GetBytes("cat\nthe rest\nof it"), piece: 4);
        Assert.Equal("the rest\nof it", machine.Output);

        machine.Run(["sh"], Encoding.UTF8.GetBytes("false"));
        Assert.Equal(1, machine.Code);

        machine.Run(["sh"], Encoding.UTF8.GetBytes("while true; do\n"));
        Assert.Equal(2, machine.Code);
    }

    [Fact]
    public void A_loop_that_never_waits_can_be_paused()
    {
        var machine = Machine().Run(["sh", "-c", "while true; do true; done"], steps: 50);

        Assert.Null(machine.Code);
    }

    [Fact]
    public void What_does_not_fit_is_refused_as_a_full_disk()
    {
        var machine = new SimulatedMachine(files: 100, bytes: 200).Sh("while true; do echo 0123456789 >> /data/log || exit 9; done");

        Assert.Equal((9, "sh: write error: No space left on device\n"), (machine.Code, machine.Errors));
        Assert.True(machine.Files.Read("/data/log").Bytes.Length > 0);
        machine.Sh("rm /data/log && echo small > /data/log && cat /data/log");
        Assert.Equal("small\n", machine.Output);
    }

    [Fact]
    public void What_was_read_of_a_file_does_not_change_with_it()
    {
        var machine = Machine().Sh("echo one > /tmp/a");
        var before = machine.Files.Read("/tmp/a").Bytes;

        machine.Sh("echo two >> /tmp/a; echo three > /tmp/a");

        Assert.Equal("one\n", Encoding.UTF8.GetString(before.Span));
    }

    [Fact]
    public void An_archive_goes_in_and_comes_out_as_it_was() =>
        Gen.Select(Gen.Byte.Array[0, 3000].Array[1, 5], Gen.Int[1, 1500], Gen.Bool).Sample((contents, piece, endsInput) =>
        {
            var archive = new MemoryStream();
            using (var tar = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
                for (var index = 0; index < contents.Length; index++)
                    tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, $"folder/{new string('n', index * 60)}-{index}") { DataStream = new MemoryStream(contents[index]) });
            var machine = Machine();

            machine.Run(["tar", "-xmf", "-", "-C", "/tmp"], archive.ToArray(), piece, endsInput);
            Assert.Equal(("", 0), (machine.Errors, machine.Code));
            for (var index = 0; index < contents.Length; index++)
                Assert.Equal(contents[index], machine.Files.Read($"/tmp/folder/{new string('n', index * 60)}-{index}").Bytes.ToArray());

            machine.Run(["tar", "cf", "-", "/tmp/folder"]);
            Assert.Equal("tar: removing leading '/' from member names\n", machine.Errors);
            var read = new TarReader(new MemoryStream(machine.OutputBytes));
            Assert.Equal("tmp/folder/", read.GetNextEntry()!.Name);
            var files = new Dictionary<string, byte[]>();
            while (read.GetNextEntry(copyData: true) is { } entry)
            {
                var bytes = new byte[entry.Length];
                entry.DataStream?.ReadExactly(bytes);
                files[entry.Name] = bytes;
            }
            Assert.Equal(contents.Length, files.Count);
            for (var index = 0; index < contents.Length; index++)
                Assert.Equal(contents[index], files[$"tmp/folder/{new string('n', index * 60)}-{index}"]);
        }, iter: 50);

    [Fact]
    public void A_broken_archive_is_a_fault_and_never_more() =>
        Gen.Select(Gen.Byte.Array[0, 3000], Gen.Int[1, 700]).Sample((bytes, piece) =>
        {
            var machine = Machine().Run(["tar", "xf", "-"], bytes, piece);
            Assert.NotNull(machine.Code);
        });

    [Fact]
    public void An_archive_does_not_write_outside_its_directory()
    {
        var archive = new MemoryStream();
        using (var tar = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "../etc/hostname") { DataStream = new MemoryStream([1]) });

        var machine = Machine().Run(["tar", "xmf", "-", "-C", "/tmp"], archive.ToArray());

        Assert.Equal(1, machine.Code);
        Assert.Equal(4, machine.Files.Read("/etc/hostname").Bytes.Length);
    }

    [Theory]
    [InlineData("tar xf file", "tar: only \"tar xf -\" and \"tar cf -\" are supported by the simulated tar\n")]
    [InlineData("tar xf - -C /nope", "tar: can't change directory to '/nope': No such file or directory\n")]
    [InlineData("tar cf - /nope", "tar: /nope: No such file or directory\n")]
    public void What_tar_cannot_do_it_says(string script, string errors)
    {
        var machine = Machine().Sh(script);

        Assert.Equal((errors, 1), (machine.Errors, machine.Code));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: web\r\nConnection: close\r\n\r\n", "HTTP/1.1 200 OK")]
    [InlineData("POST /a HTTP/1.1\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello", "HTTP/1.1 200 OK")]
    [InlineData("GET / HTTP/1.0\n\n", "HTTP/1.1 200 OK")]
    [InlineData("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", "HTTP/1.1 411 Length Required")]
    [InlineData("hello\r\n\r\n", "HTTP/1.1 400 Bad Request")]
    [InlineData("", "")]
    public void A_port_answers_http(string request, string status)
    {
        var machine = Machine();
        var process = HttpConnection.Serve(machine.Container, static _ => new(200, "text/plain", "pod web\n"u8.ToArray()));
        process.Input.Put(Encoding.ASCII.GetBytes(request));
        machine.Run(process);

        Assert.Equal(status, machine.Output.Split("\r\n")[0]);
        Assert.Equal(0, machine.Code);
        if (status.Contains("200", StringComparison.Ordinal))
            Assert.EndsWith("\r\n\r\npod web\n", machine.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_answers_one_request_after_the_other_on_one_connection()
    {
        var machine = Machine();
        var process = HttpConnection.Serve(machine.Container, static _ => new(200, "text/plain", "x"u8.ToArray()));
        process.Input.Put("GET / HTTP/1.1\r\n\r\nHEAD / HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n\r\n"u8.ToArray());
        machine.Run(process);

        Assert.Equal(3, machine.Output.Split("200 OK").Length - 1);
    }

    [Theory]
    [InlineData("/", "a", "/a")]
    [InlineData("/a/b", "../c/./d", "/a/c/d")]
    [InlineData("/a", "/../..", "/")]
    [InlineData("/a", "", "/a")]
    public void Paths_are_made_absolute(string directory, string path, string expected) => Assert.Equal(expected, ContainerFiles.Absolute(directory, path));

    private static SimulatedMachine Machine() => new(new V1Container
    {
        Name = "main", Image = "busybox", Env = [new V1EnvVar { Name = "GREETING", Value = "hi" }],
    });
}
