using System.Collections.Immutable;
using ActorKube.Rules.Containers.Processes;

namespace ActorKube.Rules.Containers.Shell;

/// <summary>What a shell remembers between commands. A subshell has a copy.</summary>
internal sealed class ShellState
{
    private readonly Dictionary<string, string> _variables;
    private readonly HashSet<string> _exported;
    private readonly HashSet<string> _readOnly;

    /// <summary>A shell that begins with this environment.</summary>
    /// <param name="name">What it calls itself in messages.</param>
    /// <param name="zero"><c>$0</c>.</param>
    /// <param name="arguments"><c>$1</c> and so on.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="id"><c>$$</c>.</param>
    internal ShellState(string name, string zero, ImmutableArray<string> arguments, IReadOnlyDictionary<string, string> environment, int id)
    {
        (Name, Zero, Arguments, Id) = (name, zero, arguments, id);
        _variables = new(environment, StringComparer.Ordinal);
        _exported = [.. environment.Keys];
        _readOnly = [];
    }

    private ShellState(ShellState of)
    {
        (Name, Zero, Arguments, Id, Options, Characters) = (of.Name, of.Zero, of.Arguments, of.Id, of.Options, of.Characters);
        (_variables, _exported, _readOnly) = (new(of._variables, StringComparer.Ordinal), [.. of._exported], [.. of._readOnly]);
        (LastBackground, FunctionDepth, LoopDepth) = (of.LastBackground, of.FunctionDepth, 0);
        Functions = new(of.Functions, StringComparer.Ordinal);
    }

    internal string Name { get; }

    internal string Zero { get; }

    internal int Id { get; }

    internal ImmutableArray<string> Arguments { get; set; }

    /// <summary>The letters of <c>set -…</c>, with <c>p</c> for <c>pipefail</c>.</summary>
    internal ImmutableHashSet<char> Options { get; set; } = [];

    internal Dictionary<string, ShellNode> Functions { get; } = new(StringComparer.Ordinal);

    /// <summary>Commands by the name of the signal, or <c>EXIT</c>; empty to ignore it.</summary>
    internal Dictionary<string, string> Traps { get; } = new(StringComparer.Ordinal);

    /// <summary>Commands in the background that nobody waited for yet.</summary>
    internal List<ForkedProcess> Jobs { get; } = [];

    /// <summary><c>$!</c>; 0 before the first.</summary>
    internal int LastBackground { get; set; }

    /// <summary>What is being left, if anything.</summary>
    internal ShellJump Jump { get; set; }

    /// <summary>How many loops <c>break</c> or <c>continue</c> still leave.</summary>
    internal int JumpLevels { get; set; }

    internal int LoopDepth { get; set; }

    internal int FunctionDepth { get; set; }

    /// <summary>Above 0 while a status decides something, so that <c>set -e</c> doesn't end the shell.</summary>
    internal int Conditions { get; set; }

    /// <summary>Variables that the function being run has made its own, with what they were.</summary>
    internal Stack<Dictionary<string, string?>> Locals { get; } = [];

    /// <summary>What the variables that were set hold together, in characters.</summary>
    internal long Characters { get; private set; }

    internal IEnumerable<KeyValuePair<string, string>> Variables => _variables;

    /// <summary>A copy for a subshell; traps don't go along.</summary>
    internal ShellState Fork() => new(this);

    internal string? Find(string name) => _variables.GetValueOrDefault(name);

    internal bool IsReadOnly(string name) => _readOnly.Contains(name);

    /// <summary>Sets a variable; false if it is read-only.</summary>
    internal bool Set(string name, string value)
    {
        if (_readOnly.Contains(name))
            return false;
        Characters += value.Length - (_variables.TryGetValue(name, out var before) ? before.Length : -name.Length);
        _variables[name] = value;
        if (Options.Contains('a'))
            _exported.Add(name);
        return true;
    }

    internal bool Unset(string name)
    {
        if (_readOnly.Contains(name))
            return false;
        if (_variables.Remove(name, out var before))
            Characters -= before.Length + name.Length;
        _exported.Remove(name);
        return true;
    }

    internal void Export(string name) => _exported.Add(name);

    internal void Protect(string name) => _readOnly.Add(name);

    /// <summary>The environment of a command, with what was assigned before it.</summary>
    internal IReadOnlyDictionary<string, string> Environment(IEnumerable<(string Name, string Value)> assigned)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in _exported)
            if (_variables.TryGetValue(name, out var value))
                environment[name] = value;
        foreach (var (name, value) in assigned)
            environment[name] = value;
        return environment;
    }
}

/// <summary>What a shell leaves before its end.</summary>
internal enum ShellJump
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A loop.</summary>
    Break,

    /// <summary>One turn of a loop.</summary>
    Continue,

    /// <summary>A function.</summary>
    Return,

    /// <summary>The shell.</summary>
    Exit,
}
