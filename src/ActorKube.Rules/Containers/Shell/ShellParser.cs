using System.Collections.Immutable;

namespace ActorKube.Rules.Containers.Shell;

/// <summary>Reads a script by recursive descent: lists, pipelines, and compound commands. <see cref="ShellLexer"/> reads words and operators.</summary>
/// <remarks>Source: POSIX.1-2017, Shell Command Language, 2.10.</remarks>
internal sealed class ShellParser(string text)
{
    private static readonly string[] Closing = ["then", "elif", "else", "fi", "do", "done", "esac", "}"];

    private readonly ShellLexer _lexer = new(text);

    /// <summary>For a substitution within the text of another reader.</summary>
    internal ShellParser(ShellLexer lexer) : this("") => _lexer = lexer;

    /// <summary>The whole text.</summary>
    internal ShellNode Script()
    {
        var list = List();
        if (!_lexer.AtEnd)
            throw Unexpected();
        return list;
    }

    /// <summary>Commands up to what can't begin another; for <c>$(</c>, up to its parenthesis.</summary>
    internal ShellNode List()
    {
        _lexer.Descend();
        var items = ImmutableArray.CreateBuilder<ShellNode>();
        _lexer.SkipLines();
        while (!_lexer.AtEnd && _lexer.Peek is not (")" or ";;") && !IsReserved(Closing))
        {
            var item = AndOr();
            if (_lexer.Take("&"))
                item = new ShellNode.Background(item);
            else if (!_lexer.Take(";") && _lexer.Peek is not "\n")
            {
                items.Add(item);
                break;
            }
            items.Add(item);
            _lexer.SkipLines();
        }
        _lexer.Ascend();
        return items.Count == 1 ? items[0] : new ShellNode.Sequence(items.ToImmutable());
    }

    private ShellNode AndOr()
    {
        var left = Pipeline();
        while (_lexer.Peek is "&&" or "||")
        {
            var isAnd = _lexer.Next() == "&&";
            _lexer.SkipLines();
            left = new ShellNode.AndOr(left, isAnd, Pipeline());
        }
        return left;
    }

    private ShellNode Pipeline()
    {
        if (TakeReserved("!"))
            return new ShellNode.Not(Pipeline());
        var stages = ImmutableArray.Create(Command());
        while (_lexer.Take("|"))
        {
            _lexer.SkipLines();
            stages = stages.Add(Command());
        }
        return stages.Length == 1 ? stages[0] : new ShellNode.Pipeline(stages);
    }

    private ShellNode Command()
    {
        if (_lexer.AtEnd)
            throw new ShellSyntaxException("unexpected end of file", isOpen: true);
        var command = Compound();
        if (command is null)
            return Simple();
        var redirections = Redirections();
        return redirections.IsEmpty ? command : new ShellNode.Redirected(command, redirections);
    }

    private ShellNode? Compound()
    {
        if (_lexer.TakeCalculation() is { } expression)
            return new ShellNode.Simple([], [ShellWord.Of("(("), expression]);
        if (_lexer.Take("("))
        {
            var body = List();
            if (!_lexer.Take(")"))
                throw Missing(")");
            return new ShellNode.Subshell(body);
        }
        if (TakeReserved("{"))
            return Until("}");
        if (TakeReserved("if"))
            return If();
        if (IsReserved("while", "until"))
        {
            var isUntil = _lexer.TakeWord().Bare == "until";
            var condition = Until("do");
            return new ShellNode.Loop(condition, Until("done"), isUntil);
        }
        if (TakeReserved("for"))
            return For();
        if (TakeReserved("case"))
            return Case();
        if (TakeReserved("function"))
            return Function(Name());
        if (IsReserved(Closing) || !_lexer.IsWord && !_lexer.IsRedirection)
            throw Unexpected();
        return null;
    }

    private ShellNode.If If()
    {
        var condition = Until("then");
        var then = List();
        if (TakeReserved("elif"))
            return new(condition, then, If());
        var otherwise = TakeReserved("else") ? List() : null;
        Expect("fi");
        return new(condition, then, otherwise);
    }

    private ShellNode.For For()
    {
        var name = Name();
        ImmutableArray<ShellWord>? words = null;
        _lexer.SkipLines();
        if (TakeReserved("in"))
        {
            var list = ImmutableArray.CreateBuilder<ShellWord>();
            while (_lexer.IsWord)
                list.Add(_lexer.TakeWord());
            words = list.ToImmutable();
        }
        _lexer.Take(";");
        _lexer.SkipLines();
        Expect("do");
        return new(name, words, Until("done"));
    }

    private ShellNode.Case Case()
    {
        var word = _lexer.IsWord ? _lexer.TakeWord() : throw Unexpected();
        _lexer.SkipLines();
        Expect("in");
        var arms = ImmutableArray.CreateBuilder<(ImmutableArray<ShellWord>, ShellNode)>();
        _lexer.SkipLines();
        while (!IsReserved("esac"))
        {
            _lexer.Take("(");
            var patterns = ImmutableArray.CreateBuilder<ShellWord>();
            do
                patterns.Add(_lexer.IsWord ? _lexer.TakeWord() : throw Unexpected());
            while (_lexer.Take("|"));
            if (!_lexer.Take(")"))
                throw Missing(")");
            arms.Add((patterns.ToImmutable(), List()));
            if (!_lexer.Take(";;") && !IsReserved("esac"))
                throw Missing(";;");
            _lexer.SkipLines();
        }
        Expect("esac");
        return new(word, arms.ToImmutable());
    }

    private ShellNode.Function Function(string name)
    {
        if (_lexer.Take("(") && !_lexer.Take(")"))
            throw Missing(")");
        _lexer.SkipLines();
        return new(name, Command());
    }

    private ShellNode Simple()
    {
        var assignments = ImmutableArray.CreateBuilder<(string, ShellWord)>();
        var words = ImmutableArray.CreateBuilder<ShellWord>();
        var redirections = ImmutableArray.CreateBuilder<Redirection>();
        while (true)
        {
            if (_lexer.IsRedirection)
            {
                redirections.Add(_lexer.TakeRedirection());
            }
            else if (!_lexer.IsWord)
            {
                break;
            }
            else if (_lexer.TakeWord() is var word && words.Count == 0 && ShellLexer.Assignment(word) is { } assignment)
            {
                assignments.Add(assignment);
            }
            else
            {
                words.Add(word);
                if (words.Count == 1 && word.Bare is { } name && _lexer.Peek == "(" && ShellLexer.IsName(name))
                    return Function(name);
                if (words.Count == 1 && word.Bare == "[[")
                    _lexer.TakeCondition(words);
            }
        }
        var simple = new ShellNode.Simple(assignments.ToImmutable(), words.ToImmutable());
        return redirections.Count == 0 ? simple : new ShellNode.Redirected(simple, redirections.ToImmutable());
    }

    private ImmutableArray<Redirection> Redirections()
    {
        var redirections = ImmutableArray.CreateBuilder<Redirection>();
        while (_lexer.IsRedirection)
            redirections.Add(_lexer.TakeRedirection());
        return redirections.ToImmutable();
    }

    /// <summary>A list, and the reserved word that ends it.</summary>
    private ShellNode Until(string word)
    {
        var list = List();
        if (list is ShellNode.Sequence { Items.IsEmpty: true })
            throw Unexpected();
        Expect(word);
        return list;
    }

    private string Name()
    {
        var name = _lexer.IsWord ? _lexer.TakeWord().Bare : throw Unexpected();
        return name is not null && ShellLexer.IsName(name) ? name : throw new ShellSyntaxException("bad variable name");
    }

    private bool IsReserved(params string[] words) => _lexer.PeekBare is { } bare && words.Contains(bare);

    private bool TakeReserved(string word)
    {
        if (!IsReserved(word))
            return false;
        _lexer.TakeWord();
        return true;
    }

    private void Expect(string word)
    {
        if (!TakeReserved(word))
            throw Missing(word);
    }

    private ShellSyntaxException Missing(string wanted) => _lexer.AtEnd
        ? new($"unexpected end of file (expecting \"{wanted}\")", isOpen: true)
        : new($"{Found} (expecting \"{wanted}\")");

    private ShellSyntaxException Unexpected() => _lexer.AtEnd ? new("unexpected end of file", isOpen: true) : new(Found);

    private string Found => _lexer.Peek switch
    {
        "\n" => "unexpected newline",
        { } symbol => $"unexpected \"{symbol}\"",
        null => _lexer.PeekBare is { } bare && Closing.Contains(bare) ? $"unexpected \"{bare}\"" : "unexpected word",
    };
}
