using ActorKube.Model.Objects;
using ActorKube.Rules.Containers;
using ActorKube.Rules.Containers.Usage;
using ActorKube.Rules.Images;
using k8s.Models;
using Xunit;

namespace ActorKube.Rules.Tests.Containers;

/// <summary>What simulated containers do. The tests read as output and exit codes.</summary>
public sealed class ContainerBehaviourTests
{
    private static readonly V1Container Nginx = new() { Name = "main", Image = "nginx" };

    private const int MostSteps = 200;

    [Theory]
    [InlineData("echo hello; exit 3", "hello", 3)]
    [InlineData("true && echo yes", "yes", 0)]
    [InlineData("false && echo no", "", 1)]
    [InlineData("false || echo yes", "yes", 0)]
    [InlineData("true || echo no; echo end", "end", 0)]
    [InlineData("echo 'a; b' \"c && d\"", "a; b c && d", 0)]
    [InlineData("echo $GREETING-${GREETING}! '$GREETING'", "hi-hi! $GREETING", 0)]
    [InlineData("sleep 5 && echo done", "done", 0)]
    [InlineData("# nothing\n\necho one\necho two", "one|two", 0)]
    [InlineData("frobnicate now; echo after", "sh: frobnicate: not found|after", 0)]
    [InlineData("frobnicate now", "sh: frobnicate: not found", 127)]
    [InlineData("false; exit", "", 1)]
    public void A_script_prints_and_ends_as_a_shell_would(string script, string output, int code)
    {
        var (lines, ended) = Run(Shell(script));
        Assert.Equal((output, code), (string.Join('|', lines), ended));
    }

    [Fact]
    public void A_loop_goes_on_for_ever()
    {
        var (lines, ended) = Run(Shell("echo begin; while true; do echo tick; sleep 5; done"));
        Assert.Null(ended);
        Assert.Equal("begin", lines[0]);
        Assert.All(lines.Skip(1), line => Assert.Equal("tick", line));
        Assert.True(lines.Count > 10);
    }

    [Fact]
    public void What_the_shell_cannot_do_is_said_and_not_pretended()
    {
        var (lines, ended) = Run(Shell("cat /etc/hostname | perl -pe s/a/b/"));
        Assert.Contains("sh: perl: not found", lines[^1], StringComparison.Ordinal);
        Assert.Equal(127, ended);
    }

    [Theory]
    [InlineData("nginx:1.27", null)]
    [InlineData("example.com/unheard/of:1", null)]
    [InlineData("busybox", 0)]
    [InlineData("hello-world", 0)]
    public void An_image_without_a_command_does_what_its_program_does(string image, int? code) =>
        Assert.Equal(code, Run(new V1Container { Name = "main", Image = image }).Code);

    [Fact]
    public void Arguments_alone_are_a_command_for_a_shell_image() =>
        Assert.Equal(4, Run(new V1Container { Name = "main", Image = "busybox", Args = ["sh", "-c", "exit 4"] }).Code);

    [Fact]
    public void Variables_are_expanded_in_commands_as_Kubernetes_does()
    {
        var container = new V1Container
        {
            Name = "main", Image = "busybox", Command = ["echo", "$(ADDRESS) $$(PORT) $(MISSING)"],
            Env = [new V1EnvVar { Name = "PORT", Value = "80" }, new V1EnvVar { Name = "ADDRESS", Value = "web:$(PORT)" }],
        };
        Assert.Equal(["web:80 $(PORT) $(MISSING)"], Run(container).Lines);
    }

    [Fact]
    public void A_manifests_command_replaces_entrypoint_and_arguments_and_its_args_only_the_arguments()
    {
        Assert.Equal(["/agnhost", "pause"], Decide(new V1Container { Name = "main", Image = "agnhost" }).Program!.Command.ToArray());
        Assert.Equal(["/agnhost", "netexec"], Decide(new V1Container { Name = "main", Image = "agnhost", Args = ["netexec"] }).Program!.Command.ToArray());
        Assert.Equal(["sh"], Decide(new V1Container { Name = "main", Image = "agnhost", Command = ["sh"] }).Program!.Command.ToArray());
        Assert.Equal(["sh", "-c", "true"], Decide(new V1Container { Name = "main", Image = "agnhost", Command = ["sh"], Args = ["-c", "true"] }).Program!.Command.ToArray());
    }

    [Theory]
    [InlineData("pause", "sh", "exec: \"sh\": executable file not found in $PATH: unknown")]
    [InlineData("nginx:1.14.2", "curl", "exec: \"curl\": executable file not found in $PATH: unknown")]
    [InlineData("busybox", "/bin/bash", "exec: \"/bin/bash\": stat /bin/bash: no such file or directory: unknown")]
    public void What_an_image_does_not_have_cannot_be_run(string image, string command, string why) =>
        Assert.EndsWith(why, Decide(new V1Container { Name = "main", Image = image, Command = [command] }).CannotRun, StringComparison.Ordinal);

    [Theory]
    [InlineData("example.com/unheard/of:1", null, true)]
    [InlineData("example.com/unheard/of:1", "start-server", true)]
    [InlineData("example.com/unheard/of:1", "sleep", false)]
    [InlineData("nginx", null, false)]
    public void What_nobody_described_is_guessed(string image, string? command, bool guessed)
    {
        var decision = Decide(new V1Container { Name = "main", Image = image, Command = command is null ? null : [command] });
        Assert.Equal(guessed, decision.IsGuess);
        Assert.NotNull(decision.Program);
    }

    [Fact]
    public void Annotations_say_how_long_and_how_it_ends()
    {
        var program = Decide(Nginx, ("exit-code", "5"), ("main.run-seconds", "30"), ("other.exit-code", "9")).Program!;
        Assert.Equal(new PlannedEnd(TimeSpan.FromSeconds(30), 5), program.End);

        var machine = new SimulatedMachine(Nginx);
        var begun = machine.Now;
        machine.Run(program.Start(machine.Container, isTerminal: false), MostSteps);
        Assert.Equal((5, true), (machine.Code, machine.Now - begun >= TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void The_same_seed_draws_the_same_crash_and_every_run_has_its_own()
    {
        TimeSpan Crash(string seed, int run) =>
            ContainerBehaviour.Decide(Nginx, SimulatedMachine.ImageOf(Nginx), Said(("crash-probability", "0.1"), ("seed", seed)), SimulatedMachine.EnvironmentOf(Nginx), "web", run).Program!.Crash!.After;

        Assert.Equal(Crash("7", 0), Crash("7", 0));
        Assert.NotEqual(Crash("7", 0), Crash("7", 1));
        Assert.NotEqual(Crash("7", 0), Crash("8", 0));
        // A tenth within a minute: half of many runs live longer than ln 2 / ln (1 / 0.9) = 6.6 minutes.
        var median = Enumerable.Range(0, 1001).Select(run => Crash("1", run)).Order().ElementAt(500);
        Assert.InRange(median.TotalMinutes, 5.5, 7.7);
    }

    [Fact]
    public void A_container_that_crashes_ends_whatever_it_does()
    {
        var machine = new SimulatedMachine(Nginx);
        machine.Run(Decide(Nginx, ("crash-probability", "1")).Program!.Start(machine.Container, isTerminal: false), MostSteps);
        Assert.Equal(139, machine.Code);
    }

    [Theory]
    [InlineData("64Mi", "1Mi", 45)]
    [InlineData("10Mi", "1Mi", null)]
    public void Memory_that_grows_past_its_limit_kills_the_container(string memory, string growth, int? seconds)
    {
        var container = new V1Container
        {
            Name = "main", Image = "nginx",
            Resources = new V1ResourceRequirements { Limits = new Dictionary<string, ResourceQuantity> { ["memory"] = new(seconds is null ? "100Gi" : "109Mi") } },
        };
        var machine = new SimulatedMachine(container);
        var begun = machine.Now;
        var process = Decide(container, ("memory", memory), ("memory-growth", seconds is null ? "0" : growth)).Program!.Start(machine.Container, isTerminal: false);

        machine.Run(process, MostSteps);

        Assert.Equal((seconds is null ? (int?)null : 137, seconds is null ? null : "OOMKilled"), (machine.Code, process.EndReason));
        if (seconds is not null)
            Assert.InRange((machine.Now - begun).TotalSeconds, seconds.Value, seconds.Value + 0.2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1 << 20)]
    [InlineData(20 << 20)]
    [InlineData(3e9)]
    [InlineData(1e15)]
    public void However_fast_memory_grows_it_passes_its_limit(double growth)
    {
        var curve = new UsageCurve(1 << 20) { Growth = growth };
        var passes = curve.Passes(64 << 20);
        Assert.InRange(passes!.Value.TotalSeconds, (63 << 20) / growth, ((63 << 20) / growth) + 0.001);
        Assert.True(curve.At(passes.Value) > 64 << 20);
    }

    [Theory]
    [InlineData("150M", "200Mi", null)]
    [InlineData("250M", "100Mi", "OOMKilled")]
    public void A_program_whose_arguments_want_more_memory_than_the_limit_is_killed(string wanted, string limit, string? reason)
    {
        var container = new V1Container
        {
            Name = "main", Image = "polinux/stress", Command = ["stress"], Args = ["--vm", "1", "--vm-bytes", wanted, "--vm-hang", "1"],
            Resources = new V1ResourceRequirements { Limits = new Dictionary<string, ResourceQuantity> { ["memory"] = new(limit) } },
        };
        var machine = new SimulatedMachine(container);
        var process = Decide(container).Program!.Start(machine.Container, isTerminal: false);
        machine.Run(process, MostSteps);
        Assert.Equal(reason, process.EndReason);
    }

    [Theory]
    [InlineData("nginx", null, 0)]
    [InlineData("hello-app", null, 2)]
    [InlineData("pause", null, 0)]
    [InlineData("busybox", "sleep", null)]
    [InlineData("python", "python", null)]
    public void A_program_ends_on_SIGTERM_as_it_does_in_reality(string image, string? command, int? code)
    {
        var container = new V1Container
        {
            Name = "main", Image = image == "hello-app" ? "gcr.io/google-samples/hello-app:1.0" : image,
            Command = command is null ? null : [command], Args = command == "sleep" ? ["infinity"] : command is null ? null : ["-m", "http.server"],
        };
        var machine = new SimulatedMachine(container);
        var process = Decide(container).Program!.Start(machine.Container, isTerminal: false);
        machine.Run(process, steps: 20);
        process.Signal(Rules.Containers.Processes.ProcessSignal.Terminate);
        machine.Run(process, steps: 1);
        Assert.Equal(code, machine.Code);
    }

    [Fact]
    public void What_ignores_SIGTERM_by_its_annotation_does_so()
    {
        var machine = new SimulatedMachine(Nginx);
        var process = Decide(Nginx, ("ignore-sigterm", "true")).Program!.Start(machine.Container, isTerminal: false);
        machine.Run(process, steps: 20);
        process.Signal(Rules.Containers.Processes.ProcessSignal.Terminate);
        machine.Run(process, steps: 5);
        Assert.Null(machine.Code);
    }

    [Theory]
    [InlineData("exit-code", "many")]
    [InlineData("exit-code", "256")]
    [InlineData("run-seconds", "-1")]
    [InlineData("ignore-sigterm", "maybe")]
    [InlineData("main.crash-probability", "1.5")]
    [InlineData("memory", "lots")]
    [InlineData("seed", "x")]
    public void An_annotation_that_makes_no_sense_is_refused_with_what_it_should_be(string name, string value)
    {
        Assert.StartsWith("must be ", BehaviourAnnotations.Fault($"actorkube.io/{name}", value), StringComparison.Ordinal);
        Assert.Null(BehaviourAnnotations.Fault($"example.com/{name}", value));
    }

    [Theory]
    [InlineData("nginx", "nginx", "latest")]
    [InlineData("registry.k8s.io/pause:3.10", "registry.k8s.io/pause", "3.10")]
    [InlineData("localhost:5000/a/b", "localhost:5000/a/b", "latest")]
    public void An_image_name_is_taken_apart(string text, string repository, string tag)
    {
        Assert.True(ImageReference.TryParse(text, out var image));
        Assert.Equal((repository, tag), (image.Repository, image.Tag));
    }

    [Theory]
    [InlineData("<your-private-image>")]
    [InlineData("Nginx")]
    [InlineData("a b")]
    [InlineData("")]
    public void What_is_no_image_name_is_refused(string text) => Assert.False(ImageReference.TryParse(text, out _));

    private static V1Container Shell(string script) => new()
    {
        Name = "main", Image = "busybox", Command = ["sh", "-c", script], Env = [new V1EnvVar { Name = "GREETING", Value = "hi" }],
    };

    private static BehaviourDecision Decide(V1Container container, params (string Name, string Value)[] said) => ContainerBehaviour.Decide(
        container, SimulatedMachine.ImageOf(container), Said(said), SimulatedMachine.EnvironmentOf(container), "web", 0);

    private static LabelSet Said(params (string Name, string Value)[] said) => LabelSet.From(said.Select(each => KeyValuePair.Create($"actorkube.io/{each.Name}", each.Value)));

    private static (List<string> Lines, int? Code) Run(V1Container container)
    {
        var machine = new SimulatedMachine(container);
        machine.Run(Decide(container).Program!.Start(machine.Container, isTerminal: false), MostSteps);
        return ([.. machine.Everything.Split('\n', StringSplitOptions.RemoveEmptyEntries)], machine.Code);
    }
}
