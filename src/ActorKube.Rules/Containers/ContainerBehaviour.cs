using System.Collections.Immutable;
using System.Globalization;
using ActorKube.Model.Objects;
using ActorKube.Rules.Images;
using k8s.Models;

namespace ActorKube.Rules.Containers;

/// <summary>
/// Decides what a simulated container does, from its image, command, arguments and environment, and from the pod's annotations
/// <c>actorkube.io/run-seconds</c>, <c>exit-code</c>, <c>start-seconds</c> and <c>ignore-sigterm</c>, or
/// <c>actorkube.io/CONTAINER.run-seconds</c> and so on for one container.
/// </summary>
public static class ContainerBehaviour
{
    private const string Prefix = "actorkube.io/";

    /// <summary>The program, or a sentence that says which annotation can't be read.</summary>
    public static (SimulatedProgram? Program, string? Fault) Decide(V1Container container, LabelSet annotations, ContainerEnvironment environment)
    {
        var facts = ImageReference.TryParse(container.Image, out var image) ? ImageTable.Find(image) : ImageFacts.Unknown;
        var (start, startFault) = Seconds("start-seconds");
        var (run, runFault) = Seconds("run-seconds");
        var (code, codeFault) = Code();
        var (deaf, deafFault) = Flag("ignore-sigterm");
        if ((startFault ?? runFault ?? codeFault ?? deafFault) is { } fault)
            return (null, fault);

        var isPlanned = run is not null || code is not null;
        var command = isPlanned ? [] : CommandOf(container, environment.Read(), facts);
        return (new SimulatedProgram
        {
            StartUp = start ?? facts.StartUp,
            End = isPlanned ? new(run ?? TimeSpan.Zero, code ?? 0) : null,
            Command = command,
            Greeting = facts.Greeting,
            Serves = facts.Behaviour == ImageBehaviour.Serves,
            HeedsTerminate = command.IsEmpty && deaf != true,
        }, null);

        (TimeSpan? Value, string? Fault) Seconds(string name) => Read(name) is not { } text ? (null, null)
            : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds <= int.MaxValue
                ? (TimeSpan.FromSeconds(seconds), null) : (null, Wrong(name, text, "a number of seconds"));

        (int? Value, string? Fault) Code() => Read("exit-code") is not { } text ? (null, null)
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 255
                ? (number, null) : (null, Wrong("exit-code", text, "a whole number from 0 to 255"));

        (bool? Value, string? Fault) Flag(string name) => Read(name) is not { } text ? (null, null)
            : text is "true" or "false" ? (text == "true", null) : (null, Wrong(name, text, "true or false"));

        string? Read(string name) => annotations.TryGetValue($"{Prefix}{container.Name}.{name}", out var own) ? own
            : annotations.TryGetValue(Prefix + name, out var all) ? all : null;

        static string Wrong(string name, string text, string wanted) => $"annotation {Prefix}{name} must be {wanted}, not \"{text}\"";
    }

    /// <summary>The command of a container; empty for the image's own program.</summary>
    private static ImmutableArray<string> CommandOf(V1Container container, IReadOnlyDictionary<string, string> environment, ImageFacts facts)
    {
        var command = (container.Command ?? []).Select(word => ContainerEnvironment.Expand(word, environment)).ToImmutableArray();
        var arguments = (container.Args ?? []).Select(word => ContainerEnvironment.Expand(word, environment));
        // An image that is a shell takes arguments alone as a command; a server has a program of its own, to which they go.
        if (command.IsEmpty)
            command = facts.Behaviour == ImageBehaviour.Shell ? [.. arguments] : [];
        else
            command = command.AddRange(arguments);
        // A shell without a command ends at once, unless somebody may type into it.
        return command.IsEmpty && facts.Behaviour == ImageBehaviour.Shell && container.Stdin == true ? ["sh"] : command;
    }
}
