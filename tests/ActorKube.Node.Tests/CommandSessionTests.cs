using System.Text.Json.Nodes;
using ActorKube.Model.Objects;
using ActorKube.Protocol.Containers;
using Akka.Actor;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.Node.Tests;

/// <summary>Commands in containers, attachments and ports, through a real node host.</summary>
public sealed class CommandSessionTests : NodeHarness
{
    private static readonly StandardStreams Plain = new(Stdin: false, Stdout: true, Stderr: true, Tty: false);
    private static readonly StandardStreams WithInput = Plain with { Stdin = true };
    private static readonly StandardStreams Terminal = new(Stdin: true, Stdout: true, Stderr: false, Tty: true);

    [Fact]
    public void A_command_prints_on_both_streams_and_ends_with_its_code()
    {
        var pod = Running("""{"name":"main","image":"nginx"}""");

        var client = Exec(pod, Plain, "sh", "-c", "echo out; ls /nope; hostname; exit 3").ToTheEnd();

        Assert.Equal(("out\nweb\n", "ls: /nope: No such file or directory\n", 3), (client.Output, client.Errors, client.Ended!.ExitCode));
        Assert.Null(client.Ended.Refusal);
    }

    [Fact]
    public void Input_is_copied_and_its_end_is_noticed()
    {
        var client = Exec(Running("""{"name":"main","image":"nginx"}"""), WithInput, "cat").Type("one\n").Until("one").Type("two\n").EndInput().ToTheEnd();

        Assert.Equal(("one\ntwo\n", 0), (client.Output, client.Ended!.ExitCode));
    }

    [Fact]
    public void A_terminal_shows_a_prompt_and_what_is_typed()
    {
        var client = Exec(Running("""{"name":"main","image":"nginx"}"""), Terminal, "sh").Until("/ # ");
        client.Tell(new ResizeTerminal(80, 25));

        client.Type("sleep infinity\r").Until("infinity\r\n").Type("\u0003").Until("^C\r\n/ # ").Type("exit 7\r").ToTheEnd();

        Assert.Equal("/ # sleep infinity\r\n^C\r\n/ # exit 7\r\n", client.Output);
        Assert.Equal(7, client.Ended!.ExitCode);
    }

    [Fact]
    public void More_input_than_a_program_reads_is_held_back()
    {
        var client = Exec(Running("""{"name":"main","image":"nginx"}"""), WithInput, "sh", "-c", "sleep 60; cat");
        var sent = client.TypeAsMuchAsAllowed();
        client.UntilLength(sent);
        var later = client.TypeAsMuchAsAllowed();
        client.EndInput().ToTheEnd();

        Assert.Equal(256 * 1024, sent);
        Assert.True(later > sent, "nothing more was granted");
        Assert.Equal(later, client.Output.Length);
    }

    [Fact]
    public void What_is_no_program_fails_in_a_runtimes_words()
    {
        var client = Exec(Running("""{"name":"main","image":"nginx"}"""), Plain, "nosuch").ToTheEnd();

        Assert.Equal(
            "InternalError (500): Internal error occurred: error executing command in container: failed to exec in container: OCI runtime exec failed: exec failed: "
            + "unable to start container process: exec: \"nosuch\": executable file not found in $PATH: unknown",
            client.Ended!.Refusal!.ToString());
    }

    [Fact]
    public void A_command_dies_with_its_container()
    {
        var pod = Running("""{"name":"main","image":"nginx"}""");
        var client = Exec(pod, Plain, "sh", "-c", "echo begun; sleep infinity").Until("begun");

        Change(Bound(Pod("""{"name":"main","image":"nginx"}"""), 20).Deleting(DateTimeOffset.UnixEpoch, 5).Build());

        Assert.Equal(137, client.ToTheEnd().Ended!.ExitCode);
    }

    [Fact]
    public void A_command_dies_with_its_client()
    {
        var client = Exec(Running("""{"name":"main","image":"nginx"}"""), Plain, "sleep", "infinity");
        Watch(client.Session);

        Sys.Stop(client.Self);

        ExpectTerminated(client.Session, Generous);
    }

    [Fact]
    public void Containers_of_a_pod_share_its_volumes_and_nothing_else()
    {
        var pod = Running(
            """{"name":"main","image":"nginx","volumeMounts":[{"name":"shared","mountPath":"/a"}]}""",
            """{"name":"side","image":"nginx","volumeMounts":[{"name":"shared","mountPath":"/b"}]}""");

        Assert.Equal(0, Exec(pod, Plain, "sh", "-c", "echo hi > /a/file; echo own > /tmp/file").ToTheEnd().Ended!.ExitCode);

        var other = ExecIn("side", pod, Plain, "cat", "/b/file", "/tmp/file").ToTheEnd();
        Assert.Equal(("hi\n", "cat: can't open '/tmp/file': No such file or directory\n"), (other.Output, other.Errors));
    }

    [Theory]
    [InlineData(true, "InternalError (500): container not found (\"nope\")")]
    [InlineData(false, "InternalError (500): container nope not found in pod web_default")]
    public void A_container_that_does_not_run_is_refused(bool exec, string refusal)
    {
        var pod = Running("""{"name":"main","image":"nginx"}""");
        OpenSession request = exec
            ? new OpenExec(pod.Key, pod.Metadata.Uid, SessionClient.Window, "nope", ["true"], Plain)
            : new OpenAttach(pod.Key, pod.Metadata.Uid, SessionClient.Window, "nope", Plain);

        Assert.Equal(refusal, Client().Refused(Host, request));
    }

    [Fact]
    public void An_attached_client_sees_the_output_from_now_on_and_the_end()
    {
        var pod = Running("""{"name":"main","image":"busybox","command":["sh","-c","echo early; sleep 100; echo late; ls /nope; exit 4"]}""");

        var client = Attach(pod, Plain).ToTheEnd();

        Assert.Equal(("late\n", "ls: /nope: No such file or directory\n", 4), (client.Output, client.Errors, client.Ended!.ExitCode));
    }

    [Fact]
    public void Input_of_an_attached_client_reaches_a_program_that_reads_it_and_ends_it_once()
    {
        var pod = Running("""{"name":"main","image":"busybox","command":["cat"],"stdin":true,"stdinOnce":true}""");

        var client = Attach(pod, WithInput).Type("hello\n").Until("hello").EndInput().ToTheEnd();

        Assert.Equal(("hello\n", 0), (client.Output, client.Ended!.ExitCode));
    }

    [Fact]
    public void A_program_with_lasting_input_goes_on_for_the_next_client()
    {
        var pod = Running("""{"name":"main","image":"busybox","stdin":true,"tty":true}""");
        var first = Attach(pod, Terminal).Type("echo one\r").Until("\r\none\r\n/ # ");
        Watch(first.Session);
        first.EndInput();
        Sys.Stop(first.Self);
        ExpectTerminated(first.Session, Generous);

        var second = Attach(pod, Terminal).Type("exit 6\r").ToTheEnd();

        Assert.Equal(6, second.Ended!.ExitCode);
    }

    [Fact]
    public void What_an_attached_terminal_showed_is_in_the_log_too()
    {
        var pod = Running("""{"name":"main","image":"busybox","stdin":true,"tty":true}""");
        Attach(pod, Terminal).Type("echo one; exit 0\r").ToTheEnd();

        var log = Client().Open(Host, new OpenLog(pod.Key, pod.Metadata.Uid, SessionClient.Window, "main", new(false, false, false, null, null, null, null))).ToTheEnd();

        // Whoever types before the prompt is there sees it afterwards.
        Assert.Contains("echo one; exit 0\r\n", log.Output, StringComparison.Ordinal);
        Assert.Contains("/ # ", log.Output, StringComparison.Ordinal);
        Assert.EndsWith("one\r\n", log.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_waits_for_an_attached_client_that_is_slow()
    {
        var pod = Running("""{"name":"main","image":"busybox","command":["sh","-c","sleep 20; while true; do echo 0123456789; done"]}""");

        var client = Attach(pod, Plain);
        client.WithoutGranting();
        client.Tell(new SessionCredit(SessionStream.Stdout, 300_000));
        var text = client.Uncounted(299_000);

        Assert.All(text.Split('\n')[1..^1], line => Assert.Equal("0123456789", line));
    }

    [Fact]
    public void A_declared_port_answers_with_its_place()
    {
        // Ready is who listens.
        var pod = Running("""{"name":"main","image":"nginx","ports":[{"containerPort":80}],"readinessProbe":{"tcpSocket":{"port":80},"periodSeconds":1}}""");

        var client = Connect(pod, 80).Type("GET / HTTP/1.1\r\nConnection: close\r\n\r\n").ToTheEnd();

        Assert.Contains("<p>pod web, node worker-1, container main, port 80</p>", client.Output, StringComparison.Ordinal);
        Assert.Contains("\r\nX-Answered-By: pod web, node worker-1, container main\r\n", client.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_that_nobody_declares_refuses_the_connection()
    {
        var client = Connect(Running("""{"name":"main","image":"nginx","ports":[{"containerPort":80}]}"""), 81).ToTheEnd();

        Assert.Contains("failed to connect to localhost:81 inside namespace", client.Ended!.Refusal!.Message, StringComparison.Ordinal);
        Assert.Contains("dial tcp4 127.0.0.1:81: connect: connection refused", client.Ended.Refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_a_broken_link_swallowed_end_the_session()
    {
        var client = Exec(Running("""{"name":"main","image":"nginx"}"""), WithInput, "cat");

        client.Tell(new SessionPosition(SessionStream.Stdin, 10));

        Assert.Contains("lost a part of its data", client.ToTheEnd().Ended!.Refusal!.Message, StringComparison.Ordinal);
    }

    private SessionClient Exec(ApiObject pod, StandardStreams streams, params string[] command) => ExecIn("main", pod, streams, command);

    private SessionClient ExecIn(string container, ApiObject pod, StandardStreams streams, params string[] command) =>
        Client().Open(Host, new OpenExec(pod.Key, pod.Metadata.Uid, SessionClient.Window, container, [.. command], streams));

    private SessionClient Attach(ApiObject pod, StandardStreams streams) =>
        Client().Open(Host, new OpenAttach(pod.Key, pod.Metadata.Uid, SessionClient.Window, "main", streams));

    private SessionClient Connect(ApiObject pod, int port) => Client().Open(Host, new OpenPort(pod.Key, pod.Metadata.Uid, SessionClient.Window, port));

    private static ActorKube.TestKit.Objects.PodBuilder Pod(params string[] containers) =>
        APod("web").With("spec.containers", JsonNode.Parse($"[{string.Join(',', containers)}]")).With("spec.restartPolicy", "Never")
            .With("spec.volumes", JsonNode.Parse("""[{ "name": "shared", "emptyDir": {} }]"""));

    /// <summary>A pod of these containers, all of which run.</summary>
    private ApiObject Running(params string[] containers)
    {
        var pod = Bound(Pod(containers)).Build();
        Join(1, pod);
        StatusOf(pod, status => status["containerStatuses"]!.AsArray().All(container => container!["state"]!["running"] is not null));
        return pod;
    }
}
