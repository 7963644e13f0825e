using System.Text.Json.Nodes;
using ActorKube.Protocol.Containers;
using Xunit;

namespace ActorKube.Node.Tests.Processes;

/// <summary>What a container that is a real process does, in whatever isolation.</summary>
public abstract class ProcessContainerTests(string isolation) : ProcessStory(isolation)
{
    private static readonly string Marker = $"marker-{Environment.ProcessId}";

    [SkippableFact]
    public void Output_environment_and_exit_code_are_its_own()
    {
        OnLinux();
        var (ended, log) = ToTheEnd(Shell("echo out $A; echo err >&2; exit 3", ""","env":[{"name":"A","value":"1"},{"name":"a.b","value":"x y"}]"""));

        Assert.Equal((3, "Error"), ((int)ended["exitCode"]!, (string)ended["reason"]!));
        Assert.Equal(["err", "out 1"], log.TrimEnd().Split('\n').Order());
    }

    [SkippableFact]
    public void Its_environment_is_the_manifests_and_no_more()
    {
        OnLinux();
        var (_, log) = ToTheEnd(ProcessPod("""{"name":"main","image":"none","command":["env"],"env":[{"name":"a.b","value":"x y"}]}"""));

        var names = log.TrimEnd().Split('\n').Select(line => line.Split('=')[0]).Where(name => name != "ACTORKUBE_RUN");
        Assert.Equal(["HOME", "HOSTNAME", "PATH", "a.b"], names.Order(StringComparer.Ordinal));
        Assert.Contains("a.b=x y\n", log, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("kill -KILL $$$$", 137)]
    [InlineData("sh -c 'kill -SEGV $$$$'", 139)]
    [InlineData("exit 0", 0)]
    public void It_ends_as_its_process_ends(string script, int code)
    {
        OnLinux();
        // The first process of a namespace can't kill itself, here as anywhere.
        Skip.If(Isolation != "session" && code == 137, "the first process of a namespace can't kill itself");
        Assert.Equal(code, (int)ToTheEnd(Shell(script)).Ended["exitCode"]!);
    }

    [SkippableFact]
    public void Sigterm_reaches_its_first_process()
    {
        OnLinux();
        var pod = Started(Shell("trap 'echo bye; exit 5' TERM; echo up; while true; do sleep 0.05; done"), "up");
        var log = LogClient(pod, follow: true);

        Change(Shell("").Deleting(DateTimeOffset.UnixEpoch, 600).Stored(20).Build());

        Deletion(pod);
        Assert.Contains("bye", log.ToTheEnd().Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void What_ignores_sigterm_is_killed_with_all_that_it_started()
    {
        OnLinux();
        var pod = Started(Shell($"trap '' TERM; setsid sh -c 'sleep 1000; : {Marker}' & echo up; while true; do sleep 0.05; done"), "up");
        Assert.NotEqual(0, ProcessesWith(Marker));

        Change(Shell("").Deleting(DateTimeOffset.UnixEpoch, 2).Stored(20).Build());

        Deletion(pod);
        Assert.Equal(0, ProcessesWith(Marker));
        AwaitCondition(() => !Directory.Exists(Path.Combine(Folder, pod.Metadata.Uid)), Generous);
    }

    [SkippableFact]
    public void Fifty_children_that_ignore_sigterm_end_with_their_container()
    {
        OnLinux();
        var script = $"i=0; while [ $i -lt 50 ]; do setsid sh -c \"trap '' TERM HUP; while :; do sleep 1000; : many-{Marker}; done\" & i=$((i+1)); done; trap '' TERM; echo up; while :; do sleep 0.05; done";
        var pod = Started(Shell(script), "up");
        AwaitCondition(() => ProcessesWith($"many-{Marker}") >= 50, Generous);

        Change(Shell("").Deleting(DateTimeOffset.UnixEpoch, 2).Stored(20).Build());

        Deletion(pod);
        Assert.Equal(0, ProcessesWith($"many-{Marker}"));
    }

    [SkippableFact]
    public void A_port_at_which_it_listens_is_reached()
    {
        OnLinux();
        Skip.IfNot(File.Exists("/usr/bin/perl"), "needs a program that listens");
        var server = "use IO::Socket::INET; my $s = IO::Socket::INET->new(LocalAddr => $ENV{AT}, LocalPort => 0, Listen => 5) or die; $| = 1; printf \"port %d.\\n\", $s->sockport; while (my $c = $s->accept) { my $l = <$c>; print $c \"you said $l\"; close $c }";
        var pod = Started(
            ProcessPod($$$"""{"name":"main","image":"none","command":["perl","-e",{{{JsonValue.Create(server).ToJsonString()}}}],"env":[{"name":"AT","valueFrom":{"fieldRef":{"fieldPath":"status.podIP" } } }] }"""), ".\n");
        var port = int.Parse(LogOf(pod).Split(' ', '.')[1], System.Globalization.CultureInfo.InvariantCulture);

        var client = Client().Open(Host, new OpenPort(pod.Key, pod.Metadata.Uid, SessionClient.Window, port)).Type("hello\n").ToTheEnd();

        Assert.Equal("you said hello\n", client.Output);
    }

    [SkippableFact]
    public void Input_goes_in_piece_by_piece_however_many_there_are()
    {
        OnLinux();
        var pod = Started(Shell("echo up; sleep 1000"), "up");
        var client = Exec(pod, new(Stdin: true, Stdout: true, Stderr: true, Tty: false), "cat");

        for (var piece = 0; piece < 1000; piece++)
            client.Type($"piece {piece}\n").Until($"piece {piece}\n");

        Assert.Equal(0, client.EndInput().ToTheEnd().Ended!.ExitCode);
    }

    [SkippableFact]
    public void A_commands_terminal_has_the_size_of_its_clients()
    {
        OnLinux();
        var pod = Started(Shell("echo up; sleep 1000"), "up");
        var client = Exec(pod, new(Stdin: true, Stdout: true, Stderr: false, Tty: true), "sh", "-c", "while :; do stty size; sleep 0.05; done");

        client.Tell(new ResizeTerminal(77, 33));
        client.Until("33 77");
        client.Tell(new ResizeTerminal(99, 44));

        client.Until("44 99");
    }

    [SkippableFact]
    public void A_shell_at_a_terminal_has_jobs_and_ends_with_its_own_code()
    {
        OnLinux();
        Skip.IfNot(Isolation == "session" || Environment.IsPrivilegedProcess, "to lead a terminal's session within a namespace needs a privilege");
        var pod = Started(Shell("echo up; sleep 1000"), "up");

        var client = Exec(pod, new(Stdin: true, Stdout: true, Stderr: false, Tty: true), "sh", "-i").Type("exit 7\n").ToTheEnd();

        Assert.Equal(7, client.Ended!.ExitCode);
        Assert.DoesNotContain("tty", client.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void What_keeps_it_from_its_place_is_said_in_a_runtimes_words()
    {
        OnLinux();
        var pod = Shell("true", ""","workingDir":"/one/deep" """).Mounting("me", """{ "downwardAPI": { "items": [{ "path": "name", "fieldRef": { "fieldPath": "metadata.name" } }] } }""", "/one", """{ "subPath": "name" }""").Build();
        Join(1, pod);

        var ended = Terminated(pod);

        Assert.Equal((128, "StartError"), ((int)ended["exitCode"]!, (string)ended["reason"]!));
        Assert.Contains("unable to start container process: mkdir: cannot create directory", (string)ended["message"]!, StringComparison.Ordinal);
        Assert.Equal($"Error: {(string)ended["message"]!}", Event(pod, "Failed"));
    }

    [SkippableFact]
    public void What_it_left_running_ends_with_it()
    {
        OnLinux();
        var (ended, _) = ToTheEnd(Shell($"setsid sh -c 'sleep 1000; : left-{Marker}' & echo up; exit 4"));

        Assert.Equal(4, (int)ended["exitCode"]!);
        Assert.Equal(0, ProcessesWith($"left-{Marker}"));
    }

    [SkippableFact]
    public void A_further_command_runs_beside_it()
    {
        OnLinux();
        var pod = Started(Shell("echo mine > file; echo up; sleep 1000", ""","workingDir":"/app","env":[{"name":"A","value":"1"}]"""), "up");

        var client = Exec(pod, Plain with { Stdin = true }, "sh", "-c", "cat file -; echo $A >&2; exit 6").Type("typed\n").EndInput().ToTheEnd();

        Assert.Equal(("mine\ntyped\n", "1\n", 6), (client.Output, client.Errors, client.Ended!.ExitCode));
    }

    [SkippableFact]
    public void A_further_command_ends_with_its_client()
    {
        OnLinux();
        var pod = Started(Shell("echo up; sleep 1000"), "up");
        var client = Exec(pod, Plain, "sh", "-c", $"echo begun; sleep 1000; : exec-{Marker}").Until("begun");

        Sys.Stop(client.Self);

        AwaitCondition(() => ProcessesWith($"exec-{Marker}") == 0, Generous);
    }

    [SkippableFact]
    public void A_further_command_that_is_not_there_fails_in_a_runtimes_words()
    {
        OnLinux();
        var client = Exec(Started(Shell("echo up; sleep 1000"), "up"), Plain, "nosuch").ToTheEnd();

        Assert.EndsWith(
            "OCI runtime exec failed: exec failed: unable to start container process: exec: \"nosuch\": executable file not found in $PATH: unknown",
            client.Ended!.Refusal!.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_command_that_is_not_there_could_not_be_started()
    {
        OnLinux();
        var pod = ProcessPod("""{"name":"main","image":"none","command":["/no/such"]}""").Build();
        Join(1, pod);

        var ended = Terminated(pod);

        Assert.Equal((128, "StartError"), ((int)ended["exitCode"]!, (string)ended["reason"]!));
        Assert.EndsWith("unable to start container process: exec: \"/no/such\": stat /no/such: no such file or directory: unknown", (string)ended["message"]!, StringComparison.Ordinal);
        Assert.StartsWith("Error: failed to create containerd task: ", Event(pod, "Failed"), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_container_without_a_command_waits_and_says_why()
    {
        OnLinux();
        var pod = ProcessPod("""{"name":"main","image":"nginx"}""").Build();
        Join(1, pod);

        var waiting = StatusOf(pod, status => (string?)status["containerStatuses"]?[0]?["state"]?["waiting"]?["reason"] == "CreateContainerError");

        Assert.Equal(
            "the process runtime runs a manifest's commands and has no images: give the container a command",
            (string?)waiting["containerStatuses"]![0]!["state"]!["waiting"]!["message"]);
    }

    [SkippableFact]
    public void Containers_that_want_to_share_their_processes_wait_and_say_why()
    {
        OnLinux();
        var pod = Shell("true").With("spec.shareProcessNamespace", true).Build();
        Join(1, pod);

        Assert.Equal("Error: the process runtime gives each container processes of its own: leave shareProcessNamespace out", Event(pod, "Failed"));
    }

    [SkippableFact]
    public void What_prints_without_end_is_held_back_and_can_be_stopped()
    {
        OnLinux();
        var pod = Shell("exec yes 0123456789012345678901234567890123456789").Build();
        var other = Shell("echo fine", name: "other").Build();
        Join(1, pod, other);
        StatusOf(pod, status => status["containerStatuses"]?[0]?["state"]?["running"] is not null);

        Assert.Equal(0, (int)Terminated(other)["exitCode"]!);
        LogClient(pod, follow: false).UntilLength(100);
        Change(Shell("").Deleting(DateTimeOffset.UnixEpoch, 2).Stored(20).Build());
        Deletion(pod);
    }

    [SkippableFact]
    public void A_container_that_has_a_terminal_runs_in_one()
    {
        OnLinux();
        var pod = Started(Shell("tty; echo up; read word; echo got $word; stty size; exit 2", ""","stdin":true,"tty":true"""), "up");
        var client = Client().Open(Host, new OpenAttach(pod.Key, pod.Metadata.Uid, SessionClient.Window, "main", new(Stdin: true, Stdout: true, Stderr: false, Tty: true)));
        client.Tell(new ResizeTerminal(120, 40));

        client.Type("hello\r").ToTheEnd();

        Assert.Equal(2, client.Ended!.ExitCode);
        Assert.Contains("got hello\r\n40 120\r\n", client.Output, StringComparison.Ordinal);
        Assert.Contains("/dev/pts/", LogOf(pod), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_further_command_may_have_a_terminal()
    {
        OnLinux();
        var pod = Started(Shell("echo up; sleep 1000"), "up");

        var client = Exec(pod, new(Stdin: true, Stdout: true, Stderr: false, Tty: true), "sh", "-c", "test -t 0 && echo terminal; read x; echo $x; exit 9").Until("terminal").Type("word\r").ToTheEnd();

        Assert.Equal(("terminal\r\nword\r\nword\r\n", 9), (client.Output, client.Ended!.ExitCode));
    }

    [SkippableFact]
    public void Limits_that_are_not_enforced_are_said()
    {
        OnLinux();
        var pod = Shell("sleep 1000", ""","resources":{"limits":{"memory":"64Mi"}}""").Build();
        Join(1, pod);
        StatusOf(pod, status => status["containerStatuses"]?[0]?["state"]?["running"] is not null);
        Skip.If(Directory.Exists("/sys/fs/cgroup") && File.Exists("/sys/fs/cgroup/cgroup.controllers"), "this machine may enforce limits");

        Assert.StartsWith("The worker may not set limits", Event(pod, "LimitsNotEnforced"), StringComparison.Ordinal);
    }
}

/// <summary>With all that the machine permits.</summary>
[Collection("processes")]
public sealed class WholeIsolationTests() : ProcessContainerTests("whole")
{
    [SkippableFact]
    public void It_sees_itself_alone_and_writes_to_its_own_files_and_volumes()
    {
        OnLinux();
        var pod = ProcessPod(
            """{"name":"main","image":"none","command":["sh","-c","hostname; echo $$$$; cat /etc/hostname; pwd; echo mine > /etc/actorkube-test; echo hi > /data/file; echo word > /dev/termination-log; sleep 0.3; cat /data/back"],"workingDir":"/app","volumeMounts":[{"name":"v","mountPath":"/data"}]}""",
            """{"name":"side","image":"none","command":["sh","-c","until [ -f /other/file ]; do sleep 0.02; done; cat /other/file > /other/back; ls /etc/actorkube-test"],"volumeMounts":[{"name":"v","mountPath":"/other"}]}""")
            .With("spec.volumes", JsonNode.Parse("""[{"name":"v","emptyDir":{}}]""")).Build();
        Join(1, pod);
        var ended = StatusOf(pod, status => status["containerStatuses"]!.AsArray().All(container => container!["state"]!["terminated"] is not null));
        Skip.If(Fenced(pod) is not true, "this machine permits no private view of its files");

        Assert.Equal("web\n1\nweb\n/app\nhi\n", LogOf(pod));
        Assert.Equal([0, 2], ended["containerStatuses"]!.AsArray().Select(container => (int)container!["state"]!["terminated"]!["exitCode"]!));
        Assert.Equal("word\n", (string?)ended["containerStatuses"]![0]!["state"]!["terminated"]!["message"]);
        Assert.False(File.Exists("/etc/actorkube-test"));
    }

    private bool? Fenced(ActorKube.Model.Objects.ApiObject pod) => !HasSaid(pod, "RuntimeNotIsolated");
}

/// <summary>Where own files aren't permitted.</summary>
[Collection("processes")]
public sealed class ProcessIsolationTests() : ProcessContainerTests("processes")
{
    [SkippableFact]
    public void Less_than_wanted_is_said()
    {
        OnLinux();
        var pod = Started(Shell("cat data/x; pwd; echo up; sleep 1000", ""","volumeMounts":[{"name":"v","mountPath":"/data"}]"""), "up");

        Assert.Contains("permits no", Event(pod, "RuntimeNotIsolated"), StringComparison.Ordinal);
        Assert.Equal(0, Exec(pod, Plain, "test", "-d", "data").ToTheEnd().Ended!.ExitCode);
    }
}

/// <summary>Where no namespaces are permitted.</summary>
[Collection("processes")]
public sealed class SessionIsolationTests() : ProcessContainerTests("session");
