using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using ActorKube.Palettes.Tests.Hosts;
using ActorKube.Pbm;
using static ActorKube.TestKit.Given;

namespace ActorKube.Palettes.Tests.Commands;

/// <summary>Ways into a container: exec, attach, connect, port-forward, cp, against a node that is played.</summary>
public sealed class PodInteractionTests : IClassFixture<PaletteHostFixture>, IDisposable
{
    private readonly PaletteHostFixture _host;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pbm-cp-");

    public PodInteractionTests(PaletteHostFixture host)
    {
        _host = host;
        _host.ControlPlane.Reset();
        PlayedSession.Files.Clear();
        _host.ControlPlane.Hold(
            APod("web").On("node-1").Ready().Stored().Build(), APod("two").Container("side").On("node-1").Ready().Stored().Build(),
            APod("bare").Container("bare").On("node-1").Ready().Stored().Build(),
            APod("pending").Stored().Phase("Pending").Build(), APod("done").On("node-1").Stored().Phase("Succeeded").Build(),
            APod("lost").On("node-9").Ready().Stored().Build());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_command_prints_to_the_stream_it_prints_to()
    {
        (await _host.PbmAsync("pod", "exec", "web", "--", "say", "hello\n")).Prints("hello");
        Assert.Equal(new PbmRun(0, "", "oh\n"), await _host.PbmAsync("pod", "exec", "web", "--", "complain", "oh\n"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(137)]
    public async Task The_exit_code_is_the_commands(int code) =>
        Assert.Equal(new PbmRun(code, "", $"command terminated with exit code {code}\n"), await _host.PbmAsync("pod", "exec", "web", "--", "exit", $"{code}"));

    [Fact]
    public async Task Words_after_two_dashes_belong_to_the_command()
    {
        (await _host.PbmAsync("pod", "exec", "web", "--", "describe", "-i", "--namespace", "--help", "--json", "--")).Prints(
            "main StandardStreams { Stdin = False, Stdout = True, Stderr = True, Tty = False } -i|--namespace|--help|--json|--");
        (await _host.PbmAsync("pod", "exec", "web")).IsMisuse("COMMAND is missing: the command and its arguments, after --");
    }

    [Fact]
    public async Task Standard_input_goes_to_the_command_if_asked_for_however_large_it_is()
    {
        var text = string.Concat(Enumerable.Range(0, 40_000).Select(number => $"{number}\n"));

        var run = await PbmRun.StartAsync([_host.Address, "pod", "exec", "-i", "web", "--", "cat"], text);

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.True(text == run.Output, "what came back is not what was sent");
    }

    [Fact]
    public async Task Much_output_comes_whole_and_in_order()
    {
        var run = await _host.PbmAsync("pod", "exec", "web", "--", "much", "400000");

        Assert.True(string.Concat(Enumerable.Range(0, 400_000).Select(number => $"{number}\n")) == run.Output, "what came is not what was sent");
    }

    [Fact]
    public async Task Without_a_terminal_the_wish_for_one_is_said_and_left_out()
    {
        var run = await PbmRun.StartAsync([_host.Address, "pod", "exec", "-it", "two", "--", "describe"]);

        Assert.Equal("main StandardStreams { Stdin = True, Stdout = True, Stderr = True, Tty = False } ", run.Output);
        Assert.Equal("Unable to use a TTY - input is not a terminal or the right kind of file\nDefaulted container \"main\" out of: main, side\n", run.Errors);
    }

    [Fact]
    public async Task What_cannot_be_entered_says_why()
    {
        (await _host.PbmAsync("pod", "exec", "nope", "--", "say", "a")).FailsWith("pods \"nope\" not found");
        (await _host.PbmAsync("pod", "exec", "pending", "--", "say", "a")).FailsWith("pod pending does not have a host assigned");
        (await _host.PbmAsync("pod", "exec", "web", "-c", "typo", "--", "say", "a")).FailsWith("container typo is not valid for pod web");
        (await _host.PbmAsync("pod", "attach", "lost")).FailsWith("no process of the cluster hosts node node-9, on which pod lost is: try again when it is back");
        (await _host.PbmAsync("pod", "exec", "web", "--", "gone")).FailsWith("exec: \"gone\": executable file not found in $PATH");
        (await _host.PbmAsync("pod", "port-forward", "done", "0:80")).FailsWith("unable to forward port because pod is not running. Current status=Succeeded");
        (await _host.PbmAsync("pod", "port-forward", "web", "80:x")).IsMisuse("PORT is REMOTE or LOCAL:REMOTE with ports up to 65535, not \"80:x\"");
    }

    [Fact]
    public async Task An_attachment_and_a_connection_take_input_and_give_output()
    {
        Assert.Equal(new PbmRun(0, "ping\n", ""), await PbmRun.StartAsync([_host.Address, "pod", "attach", "web", "-i"], "ping\n"));
        Assert.Equal(new PbmRun(0, "ping\n", ""), await PbmRun.StartAsync([_host.Address, "pod", "connect", "web", "80"], "ping\n"));
        (await _host.PbmAsync("pod", "connect", "web", "81")).FailsWith("failed to connect to localhost:81: connection refused");
    }

    [Fact]
    public async Task Local_ports_lead_to_the_pod_many_connections_at_once()
    {
        using var stop = new CancellationTokenSource();
        var (output, errors) = (new LiveOutput(), new LiveOutput());
        var forwarding = PbmProgram.RunAsync([_host.Address, "pod", "port-forward", "web", ":80"], TextReader.Null, output, errors, stop.Token);
        await output.SeenAsync("-> 80");
        var port = int.Parse(Regex.Match(output.ToString(), @"127\.0\.0\.1:(\d+)").Groups[1].Value);

        var clients = new List<TcpClient>();
        foreach (var number in Enumerable.Range(0, 5))
        {
            var client = new TcpClient();
            clients.Add(client);
            await client.ConnectAsync("127.0.0.1", port);
            await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes($"number {number}"));
        }
        foreach (var (number, client) in clients.Index().Reverse())
        {
            using var reader = new StreamReader(client.GetStream());
            client.Client.Shutdown(SocketShutdown.Send);
            Assert.Equal($"number {number}", await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(30)));
        }
        await stop.CancelAsync();

        Assert.Equal(0, await forwarding.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal("", errors.ToString());
    }

    [Fact]
    public async Task A_local_port_that_is_taken_is_one_line()
    {
        using var other = new TcpListener(System.Net.IPAddress.Loopback, 0);
        other.Start();
        var port = ((System.Net.IPEndPoint)other.LocalEndpoint).Port;

        var run = await _host.PbmAsync("pod", "port-forward", "web", $"{port}:80");

        Assert.Equal(1, run.ExitCode);
        Assert.Matches($"^error: unable to listen on port {port}: .*; name another one as LOCAL:80\n$", run.Errors);
    }

    [Fact]
    public async Task A_folder_is_copied_into_a_container_and_back()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "src/sub"));
        File.WriteAllText(Path.Combine(_folder.FullName, "src/a"), "one");
        File.WriteAllText(Path.Combine(_folder.FullName, "src/sub/b"), new string('z', 300_000));

        (await _host.PbmAsync("pod", "cp", Path.Combine(_folder.FullName, "src"), "web:/tmp")).Prints("");
        Assert.Equal(["/tmp/src/a", "/tmp/src/sub/b"], PlayedSession.Files.Keys.Order(StringComparer.Ordinal));

        (await _host.PbmAsync("pod", "cp", Path.Combine(_folder.FullName, "src/a"), "default/web:/opt/b")).Prints("");
        Assert.Equal("one", PlayedSession.Files["/opt/b"]);

        PlayedSession.Files.Clear();
        (PlayedSession.Files["etc/x"], PlayedSession.Files["etc/sub/y"]) = ("X", "Y");
        (await _host.PbmAsync("pod", "cp", "web:/etc", Path.Combine(_folder.FullName, "new"))).Prints("");
        Assert.Equal(("X", "Y"), (File.ReadAllText(Path.Combine(_folder.FullName, "new/x")), File.ReadAllText(Path.Combine(_folder.FullName, "new/sub/y"))));
        (await _host.PbmAsync("pod", "cp", "web:/etc", _folder.FullName)).Prints("");
        Assert.Equal("X", File.ReadAllText(Path.Combine(_folder.FullName, "etc/x")));
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("/tmp/evil")]
    [InlineData("etc/../../evil")]
    [InlineData("other/evil")]
    public async Task An_archive_cannot_write_outside_of_the_target(string name)
    {
        PlayedSession.Files[name] = "evil";

        var run = await _host.PbmAsync("pod", "cp", "web:/etc", Path.Combine(_folder.FullName, "in"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"the archive names \"{name}\", which is not inside \"etc\"", run.Errors);
        Assert.Empty(_folder.EnumerateFiles("*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_link_in_an_archive_is_left_out_and_said()
    {
        (PlayedSession.Files["etc/link"], PlayedSession.Files["etc/x"]) = (null, "X");

        var run = await _host.PbmAsync("pod", "cp", "web:/etc", Path.Combine(_folder.FullName, "in"));

        Assert.Equal(new PbmRun(0, "", "warning: skipping symlink: \"etc/link\" -> \"/etc/passwd\"\n"), run);
        Assert.Equal(["x"], _folder.EnumerateFileSystemInfos("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Where(item => item.Name != "in").Select(item => item.Name));
    }

    [Fact]
    public async Task A_copy_that_cannot_be_made_says_why()
    {
        (await _host.PbmAsync("pod", "cp", "/no/such", "web:/tmp")).FailsWith("/no/such doesn't exist in local filesystem");
        (await _host.PbmAsync("pod", "cp", "/tmp", "bare:/tmp", "-c", "bare")).FailsWith(
            "container bare of pod bare has no tar, which cp needs: use an image that has it, or pod exec with cat");
        (await _host.PbmAsync("pod", "cp", "a", "b")).IsMisuse("one of FROM and TO must be POD:PATH, the other a local path");
        (await _host.PbmAsync("pod", "cp", "web:/etc", Path.Combine(_folder.FullName, "in"))).FailsWith(
            $"can't write {Path.Combine(_folder.FullName, "in")}: the archive ended too early");
    }
}
