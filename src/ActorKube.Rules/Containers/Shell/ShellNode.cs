using System.Collections.Immutable;

namespace ActorKube.Rules.Containers.Shell;

/// <summary>A command of the shell's grammar, simple or compound.</summary>
/// <remarks>Source: POSIX.1-2017, Shell Command Language, 2.9 and 2.10.</remarks>
internal abstract record ShellNode
{
    private ShellNode() { }

    /// <summary>One after the other.</summary>
    internal sealed record Sequence(ImmutableArray<ShellNode> Items) : ShellNode;

    /// <summary><c>COMMAND &amp;</c>.</summary>
    internal sealed record Background(ShellNode Command) : ShellNode;

    /// <summary><c>LEFT &amp;&amp; RIGHT</c>, or <c>LEFT || RIGHT</c>.</summary>
    internal sealed record AndOr(ShellNode Left, bool IsAnd, ShellNode Right) : ShellNode;

    /// <summary><c>! COMMAND</c>.</summary>
    internal sealed record Not(ShellNode Command) : ShellNode;

    /// <summary><c>A | B | …</c>, of two or more.</summary>
    internal sealed record Pipeline(ImmutableArray<ShellNode> Stages) : ShellNode;

    /// <summary>Assignments, then a command with its arguments; either may be missing.</summary>
    internal sealed record Simple(ImmutableArray<(string Name, ShellWord Value)> Assignments, ImmutableArray<ShellWord> Words) : ShellNode;

    /// <summary>A command with its redirections.</summary>
    internal sealed record Redirected(ShellNode Command, ImmutableArray<Redirection> Redirections) : ShellNode;

    /// <summary><c>( … )</c>.</summary>
    internal sealed record Subshell(ShellNode Body) : ShellNode;

    /// <summary><c>if</c>.</summary>
    internal sealed record If(ShellNode Condition, ShellNode Then, ShellNode? Else) : ShellNode;

    /// <summary><c>while</c>, or <c>until</c>.</summary>
    internal sealed record Loop(ShellNode Condition, ShellNode Body, bool IsUntil) : ShellNode;

    /// <summary><c>for NAME in WORDS</c>; over the arguments if there are no words.</summary>
    internal sealed record For(string Name, ImmutableArray<ShellWord>? Words, ShellNode Body) : ShellNode;

    /// <summary><c>case</c>.</summary>
    internal sealed record Case(ShellWord Word, ImmutableArray<(ImmutableArray<ShellWord> Patterns, ShellNode Body)> Arms) : ShellNode;

    /// <summary><c>NAME() COMMAND</c>.</summary>
    internal sealed record Function(string Name, ShellNode Body) : ShellNode;
}

/// <summary>What a redirection does.</summary>
internal enum RedirectionKind
{
    /// <summary><c>&lt; FILE</c>.</summary>
    Read,

    /// <summary><c>&gt; FILE</c>.</summary>
    Write,

    /// <summary><c>&gt;&gt; FILE</c>.</summary>
    Append,

    /// <summary><c>&gt;&amp;N</c> or <c>&lt;&amp;N</c>.</summary>
    Duplicate,

    /// <summary><c>&amp;&gt; FILE</c>: both outputs.</summary>
    WriteBoth,

    /// <summary><c>&lt;&lt; WORD</c>: the text itself.</summary>
    Here,
}

/// <summary>One redirection.</summary>
/// <param name="Number">The stream: 0, 1 or 2.</param>
/// <param name="Kind">What is done with it.</param>
/// <param name="Target">The file, the number, or the text.</param>
internal sealed record Redirection(int Number, RedirectionKind Kind, ShellWord Target);
