namespace Iamd.Policy;

/// <summary>One test of a Condition element, prepared.</summary>
/// <remarks>
/// IAM User Guide, "Condition operators" (missing keys, IfExists, Null) and "Set operators for multivalued context keys".
/// A key whose list is empty counts as missing; under a set operator an empty string does, too.
/// </remarks>
internal sealed class CompiledCondition
{
    private readonly ValueTest[] _values;
    private readonly bool _negated;
    private readonly bool _wantsNull;
    private readonly bool _wantsNotNull;

    public CompiledCondition(ConditionTest test, PolicyVersion version)
    {
        Source = test;
        if (test.Operator == ConditionOperator.Null)
        {
            _values = [];
            _wantsNull = test.Values.Any(value => ConditionValues.TryReadBool(value, out bool wanted) && wanted);
            _wantsNotNull = test.Values.Any(value => ConditionValues.TryReadBool(value, out bool wanted) && !wanted);
            return;
        }
        OperatorRow row = OperatorTable.Row(test.Operator);
        _values = [.. test.Values.Select(value => row.Compile(value, version))];
        _negated = row.Negated;
    }

    public ConditionTest Source { get; }

    public bool Holds(ContextKeys context, Effect effect)
    {
        bool present = context.TryGet(Source.Key, out ContextValue actual) && actual.Count > 0;
        if (Source.Operator == ConditionOperator.Null)
            return present ? _wantsNotNull : _wantsNull;

        switch (Source.Quantifier)
        {
            case SetQuantifier.ForAllValues:
                if (!present || IsEmptyString(actual))
                    return true;
                for (int i = 0; i < actual.Count; i++)
                    if (!HoldsFor(actual[i], context, effect))
                        return false;
                return true;
            case SetQuantifier.ForAnyValue:
                if (!present || IsEmptyString(actual))
                    return Source.IfExists && !present;
                for (int i = 0; i < actual.Count; i++)
                    if (HoldsFor(actual[i], context, effect))
                        return true;
                return false;
            case SetQuantifier.None:
                if (!present)
                    return Source.IfExists || _negated;
                // A key with several values needs a set operator: without one there is no evaluating it.
                return actual.Count == 1 ? HoldsFor(actual[0], context, effect) : _negated && effect == Effect.Deny;
            default:
                throw new InvalidOperationException("No such set operator.");
        }
    }

    /// <summary>Adds the keys that this condition asks for and the context lacks.</summary>
    public void AddMissing(ContextKeys context, ICollection<string> missing)
    {
        if (!context.TryGet(Source.Key, out _))
            missing.Add(Source.Key);
        foreach (ValueTest value in _values)
            value.AddMissing(context, missing);
    }

    private static bool IsEmptyString(ContextValue value) => value.Count == 1 && value[0].Length == 0;

    private bool HoldsFor(string actual, ContextKeys context, Effect effect)
    {
        bool anyUnknown = false;
        foreach (ValueTest value in _values)
        {
            switch (value.Test(actual, context))
            {
                case Verdict.Yes:
                    return !_negated;
                case Verdict.Unknown:
                    anyUnknown = true;
                    break;
                case Verdict.No:
                    break;
            }
        }
        // Fails closed: "none of these", of which one cannot be told, may deny but never allow.
        return _negated && (!anyUnknown || effect == Effect.Deny);
    }
}
