using ActorKube.Model.Objects;
using ActorKube.Rules.Containers;
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
    public void Annotations_say_how_long_and_how_it_ends()
    {
        var annotations = LabelSet.From([new("actorkube.io/exit-code", "5"), new("actorkube.io/main.run-seconds", "30"), new("actorkube.io/other.exit-code", "9")]);
        var (program, fault) = ContainerBehaviour.Decide(Nginx, annotations, SimulatedMachine.EnvironmentOf(Nginx));

        Assert.Null(fault);
        Assert.Equal(new PlannedEnd(TimeSpan.FromSeconds(30), 5), program!.End);
    }

    [Theory]
    [InlineData("exit-code", "many")]
    [InlineData("exit-code", "256")]
    [InlineData("run-seconds", "-1")]
    [InlineData("ignore-sigterm", "maybe")]
    public void An_annotation_that_makes_no_sense_is_a_fault_that_names_it(string name, string value)
    {
        var (program, fault) = ContainerBehaviour.Decide(Nginx, LabelSet.Of($"actorkube.io/{name}", value), SimulatedMachine.EnvironmentOf(Nginx));
        Assert.Null(program);
        Assert.Contains($"actorkube.io/{name}", fault, StringComparison.Ordinal);
        Assert.Contains(value, fault, StringComparison.Ordinal);
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

    [Fact]
    public void A_tag_that_no_registry_has_fails_in_the_registrys_words()
    {
        Assert.True(ImageReference.TryParse("nginx:1.161", out var image));
        Assert.EndsWith("nginx:1.161: not found", ImageTable.PullFault(image), StringComparison.Ordinal);
    }

    private static V1Container Shell(string script) => new()
    {
        Name = "main", Image = "busybox", Command = ["sh", "-c", script], Env = [new V1EnvVar { Name = "GREETING", Value = "hi" }],
    };

    private static (List<string> Lines, int? Code) Run(V1Container container)
    {
        var machine = new SimulatedMachine(container);
        machine.Run(ContainerBehaviour.Decide(container, LabelSet.Empty, SimulatedMachine.EnvironmentOf(container)).Program!.Start(machine.Container, isTerminal: false), MostSteps);
        return ([.. machine.Everything.Split('\n', StringSplitOptions.RemoveEmptyEntries)], machine.Code);
    }
}
