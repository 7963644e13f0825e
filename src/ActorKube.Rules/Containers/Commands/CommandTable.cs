using System.Collections.Immutable;
using ActorKube.Rules.Containers.Processes;
using ActorKube.Rules.Containers.Shell;

namespace ActorKube.Rules.Containers.Commands;

/// <summary>What a command does: its words and what it works with make its steps, and it leaves its exit status in the context.</summary>
internal delegate IEnumerable<ProcessStep> CommandBody(ImmutableArray<string> words, ProcessContext context);

/// <summary>The commands of a simulated container: one line a command. Their words are BusyBox's.</summary>
public static class CommandTable
{
    private static readonly string[] Path = ["/bin/", "/usr/bin/", "/sbin/", "/usr/sbin/", "/usr/local/bin/"];

    private static readonly Dictionary<string, CommandBody> Commands = new(StringComparer.Ordinal)
    {
        ["["] = TestCommand.Run,
        ["ash"] = ShellCommand.Run,
        ["basename"] = SystemCommands.Says(static (words, _) => SystemCommands.NameOf(words)),
        ["bash"] = ShellCommand.Run,
        ["cat"] = FileCommands.Cat,
        ["chmod"] = SystemCommands.ChangeMode,
        ["cp"] = SystemCommands.Copies(moves: false),
        ["curl"] = CurlCommand.Run,
        ["cut"] = TextCommands.Cut,
        ["date"] = PlainCommands.Date,
        ["dd"] = SystemCommands.Duplicate,
        ["dirname"] = SystemCommands.Says(static (words, _) => SystemCommands.DirectoryOf(words)),
        ["echo"] = PlainCommands.Echo,
        ["egrep"] = static (words, context) => TextCommands.Grep(words.Insert(1, "-E"), context),
        ["env"] = PlainCommands.Environment,
        ["false"] = static (_, context) => PlainCommands.End(context, 1),
        ["fgrep"] = static (words, context) => TextCommands.Grep(words.Insert(1, "-F"), context),
        ["grep"] = TextCommands.Grep,
        ["head"] = TextCommands.Head,
        ["hostname"] = static (_, context) => PlainCommands.Hostname(context),
        ["id"] = SystemCommands.Says(static (words, _) => SystemCommands.Identity(words)),
        ["kill"] = static (words, context) => ShellJobs.Kill(words, new ShellRun(context, ShellCommand.State(words, context))),
        ["killall"] = static (words, context) => ProcessCommands.KillByName(words, context, exactly: true),
        ["ls"] = ListCommand.Run,
        ["mkdir"] = FileCommands.MakeDirectory,
        ["mv"] = SystemCommands.Copies(moves: true),
        ["nc"] = NetworkCommands.Connect,
        ["nproc"] = SystemCommands.Says(static (_, _) => "1"),
        ["nslookup"] = NetworkCommands.LookUp,
        ["pgrep"] = ProcessCommands.Find,
        ["pidof"] = ProcessCommands.IdsOf,
        ["pkill"] = static (words, context) => ProcessCommands.KillByName(words, context, exactly: false),
        ["printenv"] = PlainCommands.PrintEnvironment,
        ["printf"] = PrintfCommand.Run,
        ["ps"] = ProcessCommands.List,
        ["pwd"] = static (_, context) => PlainCommands.PrintDirectory(context),
        ["rm"] = FileCommands.Remove,
        ["seq"] = SystemCommands.Sequence,
        ["sh"] = ShellCommand.Run,
        ["sleep"] = PlainCommands.Sleep,
        ["sort"] = TextCommands.Sort,
        ["sync"] = static (_, context) => PlainCommands.End(context, 0),
        ["tail"] = TextCommands.Tail,
        ["tar"] = TarCommand.Run,
        ["tee"] = SystemCommands.Tee,
        ["test"] = TestCommand.Run,
        ["touch"] = FileCommands.Touch,
        ["tr"] = TextCommands.Translate,
        ["true"] = static (_, context) => PlainCommands.End(context, 0),
        ["uname"] = SystemCommands.Says(SystemCommands.System),
        ["uniq"] = TextCommands.Unique,
        ["wc"] = TextCommands.Count,
        ["wget"] = WgetCommand.Run,
        ["which"] = SystemCommands.Which,
        ["whoami"] = SystemCommands.Says(static (_, _) => "root"),
        ["yes"] = static (words, _) => SystemCommands.Yes(words),
    };

    /// <summary>The names of all commands.</summary>
    internal static IReadOnlyCollection<string> Names => Commands.Keys;

    /// <summary>A process that runs a command without a shell, as <c>kubectl exec</c> does; null if there is no such command.</summary>
    /// <param name="command">The command and its arguments.</param>
    /// <param name="container">Where it runs.</param>
    /// <param name="isTerminal">True if its input and output are a terminal.</param>
    public static SimulatedProcess? Start(ImmutableArray<string> command, SimulatedContainer container, bool isTerminal)
    {
        if (command.IsEmpty || container.FindProgram(command) is not { } body)
            return null;
        var context = new ProcessContext(container, isTerminal) { Words = command };
        return new SimulatedProcess(context, body(command, context));
    }

    /// <summary>Why a command can't be started, in the words of a container runtime.</summary>
    /// <remarks>Source: runc's and containerd's errors, as kubelets hand them on.</remarks>
    public static string Missing(ImmutableArray<string> command) => $"OCI runtime exec failed: exec failed: unable to start container process: {WhyMissing(command)}";

    internal static string WhyMissing(ImmutableArray<string> command)
    {
        var name = command.FirstOrDefault("");
        var why = name.Contains('/', StringComparison.Ordinal) ? $"stat {name}: no such file or directory" : "executable file not found in $PATH";
        return $"exec: \"{name}\": {why}: unknown";
    }

    /// <summary>The command of that name or path, if it is one that a set has.</summary>
    internal static CommandBody? Find(string name, CommandSet set)
    {
        var plain = Path.FirstOrDefault(name.StartsWith) is { } directory ? name[directory.Length..] : name;
        return set.Has(plain) ? Commands.GetValueOrDefault(plain) : null;
    }
}
