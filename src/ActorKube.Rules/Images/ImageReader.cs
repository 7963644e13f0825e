using System.Collections.Immutable;
using System.Globalization;
using ActorKube.Model.Manifests;
using ActorKube.Rules.Containers;
using ActorKube.Rules.Containers.Commands;
using ActorKube.Rules.Containers.Processes;
using ActorKube.Rules.Containers.Serving;
using ActorKube.Rules.Containers.Usage;

namespace ActorKube.Rules.Images;

/// <summary>Reads entries of the image catalogue; what each field means stands in <c>deploy/images</c>.</summary>
internal static class ImageReader
{
    private const int LargestCode = 255;

    private static readonly (string Name, ProcessSignal Signal)[] Signals =
        [("SIGTERM", ProcessSignal.Terminate), ("SIGQUIT", ProcessSignal.Quit), ("SIGINT", ProcessSignal.Interrupt), ("SIGHUP", ProcessSignal.HangUp)];

    internal static IEnumerable<ImageFacts> Read(YamlSection document)
    {
        var entries = document.Sections("images").Select(Image).ToList();
        document.Done();
        return entries;
    }

    private static ImageFacts Image(YamlSection section)
    {
        var name = section.Required("image");
        var facts = new ImageFacts(name)
        {
            Tags = section.Texts("tags"),
            Layers = Layers(section),
            StartUp = section.Time("startUp") ?? TimeSpan.FromMilliseconds(100),
            Entrypoint = section.Texts("entrypoint"),
            Command = section.Texts("command"),
            Commands = Commands(section),
            Programs = [.. section.Sections("programs").Select(Program)],
            MissingTags = section.Texts("missingTags"),
            IsPrivate = section.Flag("private") ?? false,
            Accounts = Accounts(section),
        };
        if (facts is { IsPrivate: false, Accounts.IsEmpty: false })
            section.Fault("accounts", "are for images with private: true");
        section.Done();
        return facts;
    }

    private static ImmutableArray<RegistryAccount> Accounts(YamlSection section)
    {
        var accounts = new List<RegistryAccount>();
        foreach (var text in section.Texts("accounts"))
            if (RegistryAccount.Of(text) is { } account)
                accounts.Add(account);
            else
                section.Fault("accounts", $"must be texts such as user:password, not \"{text}\"");
        return [.. accounts];
    }

    private static ImmutableArray<ImageLayer> Layers(YamlSection section)
    {
        var shared = section.Sections("layers").Select(layer =>
        {
            var read = new ImageLayer(layer.Required("id"), (long)(layer.Amount("size") ?? 0));
            layer.Done();
            return read;
        }).ToList();
        // A plain size is one layer of the image's own.
        return section.Amount("size") is { } size ? [.. shared, new ImageLayer("", (long)size)] : [.. shared];
    }

    private static CommandSet Commands(YamlSection section)
    {
        if (CommandSet.Of(section.Texts("commands"), out var wrong) is { } commands)
            return commands;
        section.Fault("commands", $"must be {CommandSet.Posix}, {CommandSet.BusyBox}, or names of commands that the simulated shell has, not \"{wrong}\"");
        return CommandSet.None;
    }

    private static ImageProgram Program(YamlSection section)
    {
        var beat = section.Section("beat");
        var end = section.Section("ends");
        var program = new ImageProgram(section.Required("name"), section.Texts("arguments"))
        {
            Ports = [.. section.Sections("ports").Select(Port)],
            ServesDeclaredPorts = section.Flag("declaredPorts") ?? false,
            Log = section.Texts("log"),
            Processes = section.Texts("processes"),
            Beat = beat?.Required("line") ?? "",
            BeatEvery = beat?.Time("every") ?? TimeSpan.FromSeconds(1),
            End = end is null ? null : new(end.Time("after") ?? TimeSpan.Zero, end.Whole("code", 0, LargestCode) ?? 0),
            TerminateCode = section.Flag("ignoresSigterm") == true ? null : section.Whole("terminatesWith", 0, LargestCode) ?? 0,
            SignalsInit = Signal(section),
            Cpu = Usage(section, "cpu"),
            Memory = Usage(section, "memory"),
        };
        beat?.Done();
        end?.Done();
        section.Done();
        return program;
    }

    private static ProcessSignal? Signal(YamlSection section)
    {
        if (section.Text("signals") is not { } text)
            return null;
        foreach (var (name, signal) in Signals)
            if (name == text)
                return signal;
        section.Fault("signals", $"must be one of {string.Join(", ", Signals.Select(known => known.Name))}, not \"{text}\"");
        return null;
    }

    private static ServedPort Port(YamlSection section)
    {
        var protocol = section.OneOf("protocol", "http", "tcp", "grpc") switch { "tcp" => PortProtocol.Tcp, "grpc" => PortProtocol.Grpc, _ => PortProtocol.Http };
        var port = new ServedPort(section.Whole("port", 1, 65535) ?? 0, protocol)
        {
            Answers = [.. section.Sections("answers").Select(Answer)], Files = section.Text("files") ?? "", Log = section.Text("log") ?? "",
        };
        if (!section.Has("port"))
            section.Fault("port", "is required");
        if (protocol != PortProtocol.Http && (port.Answers.Length > 0 || port.Files.Length > 0))
            section.Fault("answers", "are for protocol http only");
        section.Done();
        return port;
    }

    private static HttpAnswer Answer(YamlSection section)
    {
        var answer = new HttpAnswer(section.Text("path") ?? "*", section.Whole("status", 100, 599) ?? 200, section.Text("body") ?? "")
        {
            From = section.Time("from") ?? TimeSpan.Zero, Until = section.Time("until") ?? TimeSpan.MaxValue,
            ContentType = section.Text("contentType") ?? "text/plain; charset=utf-8",
        };
        section.Done();
        return answer;
    }

    private static UsageSource Usage(YamlSection within, string field)
    {
        if (!within.Has(field))
            return UsageSource.None;
        if (!within.IsMap(field))
            return new(new UsageCurve((double)(within.Amount(field) ?? 0)));
        var section = within.Section(field)!;
        var curve = new UsageCurve((double)(section.Amount("from") ?? section.Amount("mean") ?? 0))
        {
            To = (double?)section.Amount("to"), Over = section.Time("over") ?? TimeSpan.Zero, Growth = (double)(section.Amount("growth") ?? 0),
            Swing = (double)(section.Amount("swing") ?? 0), Period = section.Time("period") ?? TimeSpan.Zero, PerRequest = (double)(section.Amount("perRequest") ?? 0),
        };
        if (curve.To is not null && curve.Over == TimeSpan.Zero)
            section.Fault("over", "is required with to: how long the ramp takes");
        if (curve.Swing > 0 && curve.Period == TimeSpan.Zero)
            section.Fault("period", "is required with swing: how long one turn takes");
        var source = new UsageSource(curve)
        {
            Argument = section.Text("argument") ?? "", Times = section.Text("times") ?? "", Unit = (double)(section.Amount("unit") ?? 1),
        };
        section.Done();
        return source;
    }
}
