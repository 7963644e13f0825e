using System.Globalization;
using ActorKube.Palettes.Contract;

namespace ActorKube.Palettes.Definitions;

/// <summary>What an operator gave to a command, checked against its definition: the host trusts no client.</summary>
internal sealed class CommandInput
{
    private readonly PaletteCommand _command;
    private readonly IReadOnlyList<string> _arguments;
    private readonly ILookup<string, OptionValue> _options;

    private CommandInput(PaletteCommand command, ExecuteRequest request)
    {
        _command = command;
        _arguments = request.Arguments;
        _options = request.Options.ToLookup(option => option.Name);
    }

    /// <summary>The namespace that the operator means.</summary>
    public string Namespace => Text("--namespace");

    /// <summary>As <see cref="Namespace"/>, or null for all.</summary>
    public string? NamespaceOrAll => Flag("--all-namespaces") ? null : Namespace;

    /// <summary>Reads a request; the fault is null if all is well, and one line otherwise.</summary>
    public static CommandInput? Read(PaletteCommand command, ExecuteRequest request, out string? fault)
    {
        var input = new CommandInput(command, request);
        fault = input.Faults(request).FirstOrDefault();
        return fault is null ? input : null;
    }

    /// <summary>A positional argument; empty if it wasn't given.</summary>
    public string Argument(int index) => index < _arguments.Count ? _arguments[index] : "";

    /// <summary>A repeatable argument: all from this index on.</summary>
    public IEnumerable<string> Arguments(int from) => _arguments.Skip(from);

    public bool Flag(string option) => _options.Contains(option);

    public bool Has(string option) => _options.Contains(option);

    /// <summary>An option's value, or its default; empty if there is neither.</summary>
    public string Text(string option) => _options[option].LastOrDefault()?.Value ?? DefinitionOf(option).DefaultValue;

    /// <summary>An option's number, or its default; null if there is neither.</summary>
    public long? Number(string option) => Text(option) is { Length: > 0 } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;

    /// <summary>The files that the client sent, in order.</summary>
    public IEnumerable<OptionValue> Files(string option) => _options[option];

    private OptionDefinition DefinitionOf(string option) =>
        _command.Options.FirstOrDefault(known => known.Name == option) ?? new OptionDefinition();

    private IEnumerable<string> Faults(ExecuteRequest request)
    {
        if (_arguments.Count > _command.Arguments.Length && !_command.Arguments.Any(argument => argument.Repeatable))
            yield return $"unexpected argument \"{_arguments[_command.Arguments.Length]}\"";
        foreach (var (index, argument) in _command.Arguments.Index())
            if (argument.Required && Argument(index).Length == 0)
                yield return $"{argument.Name} is missing";
        foreach (var given in request.Options)
            if (_command.Options.FirstOrDefault(known => known.Name == given.Name) is not { } definition)
                yield return $"unknown option {given.Name}";
            else if (FaultOf(definition, given) is { } fault)
                yield return fault;
        foreach (var definition in _command.Options.Where(definition => definition.Required && !Has(definition.Name)))
            yield return $"option {definition.Name} is missing";
    }

    private string? FaultOf(OptionDefinition definition, OptionValue given)
    {
        if (!definition.Repeatable && _options[given.Name].Count() > 1)
            return $"option {given.Name} is given more than once";
        if (definition.Value == ValueKind.WholeNumber && !long.TryParse(given.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            return $"{given.Name} takes a whole number, not \"{given.Value}\"";
        if (definition.Choices.Count > 0 && !definition.Choices.Contains(given.Value))
            return $"{given.Name} takes one of {string.Join(", ", definition.Choices)}, not \"{given.Value}\"";
        return null;
    }
}
