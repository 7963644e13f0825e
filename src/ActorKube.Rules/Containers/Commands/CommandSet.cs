using System.Collections.Frozen;
using System.Collections.Immutable;

namespace ActorKube.Rules.Containers.Commands;

/// <summary>Which of the built-in commands an image has: groups, and single ones.</summary>
public sealed class CommandSet
{
    /// <summary>What every Unix has.</summary>
    public const string Posix = "posix";

    /// <summary>What BusyBox has besides.</summary>
    public const string BusyBox = "busybox";

    private static readonly string[] NotPosix = ["bash", "curl", "killall", "nc", "nslookup", "pgrep", "pidof", "pkill", "ps", "wget"];
    private static readonly string[] OfBusyBox = ["killall", "nc", "nslookup", "pgrep", "pidof", "pkill", "ps", "wget"];

    private readonly FrozenSet<string> _names;

    private CommandSet(IEnumerable<string> names) => _names = names.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>No command at all.</summary>
    public static CommandSet None { get; } = new([]);

    /// <summary>All of them.</summary>
    public static CommandSet All { get; } = new(CommandTable.Names);

    /// <summary>True if it has that command.</summary>
    public bool Has(string name) => _names.Contains(name);

    /// <summary>A set by the words of a catalogue; null if one is neither a group nor a command, which is then said.</summary>
    public static CommandSet? Of(ImmutableArray<string> words, out string wrong)
    {
        var names = new List<string>();
        foreach (var word in words)
        {
            if (word == Posix)
                names.AddRange(CommandTable.Names.Except(NotPosix));
            else if (word == BusyBox)
                names.AddRange(CommandTable.Names.Except(NotPosix).Concat(OfBusyBox));
            else if (CommandTable.Names.Contains(word))
                names.Add(word);
            else
            {
                wrong = word;
                return null;
            }
        }
        wrong = "";
        return new(names);
    }
}
