using System.Collections.Immutable;

namespace ActorKube.Rules.Containers.Shell;

/// <summary>A word before its expansion.</summary>
/// <param name="Parts">Its parts, joined without a blank.</param>
internal sealed record ShellWord(ImmutableArray<WordPart> Parts)
{
    internal static readonly ShellWord Empty = new(ImmutableArray<WordPart>.Empty);

    /// <summary>The word if it is one unquoted literal, as reserved words and names are; null otherwise.</summary>
    internal string? Bare => Parts is [WordPart.Literal { IsQuoted: false } only] ? only.Text : null;

    internal static ShellWord Of(string text) => new([new WordPart.Literal(text, IsQuoted: true)]);
}

/// <summary>A part of a word.</summary>
/// <param name="IsQuoted">True within quotes: it is one piece, and not a pattern.</param>
/// <remarks>Source: POSIX.1-2017, Shell Command Language, 2.6.</remarks>
internal abstract record WordPart(bool IsQuoted)
{
    /// <summary>Text as it stands.</summary>
    internal sealed record Literal(string Text, bool IsQuoted) : WordPart(IsQuoted);

    /// <summary><c>$NAME</c>, <c>${NAME OPERATOR WORD}</c>, <c>${#NAME}</c>.</summary>
    /// <param name="Name">A name, a number, or one of <c>@*#?-$!</c>.</param>
    /// <param name="Operator">Empty, <c>:-</c>, <c>-</c>, <c>:=</c>, <c>=</c>, <c>:+</c>, <c>+</c>, <c>:?</c>, <c>?</c>, <c>%</c>, <c>%%</c>, <c>#</c>, <c>##</c>, <c>/</c>, <c>//</c>, <c>:</c>, or <c>length</c>.</param>
    /// <param name="Word">What follows the operator.</param>
    /// <param name="IsQuoted">True within double quotes.</param>
    internal sealed record Parameter(string Name, string Operator, ShellWord Word, bool IsQuoted) : WordPart(IsQuoted);

    /// <summary><c>$(…)</c>, or the same in backquotes.</summary>
    internal sealed record Substitution(ShellNode Script, bool IsQuoted) : WordPart(IsQuoted);

    /// <summary><c>$((…))</c>.</summary>
    internal sealed record Arithmetic(ShellWord Expression, bool IsQuoted) : WordPart(IsQuoted);
}
